import ArgumentParser
import EVM

/// Which of the interpreter's loops runs.
struct TierOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which interpreter runs: 0 takes bytecode as it is, 1 translates all of it first.",
      discussion: "Without it, code is translated once it turns out to be hot."))
  var tier: Int?

  init() {}

  func validate() throws {
    if let tier, tier != 0, tier != 1 {
      throw ValidationError("--tier is 0 or 1, not \(tier)")
    }
  }

  var value: Tier {
    switch tier {
    case 0: .interpreted
    case 1: .translated
    default: .adaptive
    }
  }
}
