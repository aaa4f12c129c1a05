import Actors
import ArgumentParser
import Conformance

/// On which machine state tests run, and by whose rules.
struct HostOptions: ParsableArguments {
  enum Host: String, ExpressibleByArgument, CaseIterable {
    case ethereum, fvm
  }

  @Option(help: "The machine: ethereum, or fvm for Filecoin's kernel and actors.")
  var host = Host.ethereum

  @Option(
    help: """
      With --host fvm: ethereum, fevm for what Filecoin does, or fevm with rules of Ethereum's taken \
      out, such as fevm-callCode-selfDestruct; ethereum+callCode adds one of Filecoin's.
      """)
  var rules = "ethereum"

  @Option(help: "With --host fvm: ethereum's gas or the fvm's price list (default: as the rules).")
  var gas: String?

  @Flag(
    help: "With --host fvm: put each difference down to a named rule; fail if none explains it.")
  var explain = false

  @Option(
    help: "With --explain: write the table of deviations to this file, each case if it is .json.")
  var deviations: [String] = []

  func validate() throws {
    if host == .fvm { _ = try configuration() }
    if !deviations.isEmpty, !explain { throw ValidationError("--deviations needs --explain") }
  }

  /// What `--rules` and `--gas` mean.
  func configuration() throws(ValidationError) -> FVMHostConfiguration {
    var words = rules.split(whereSeparator: { "+-".contains($0) }).map(String.init)
    guard let base = words.first, base == "ethereum" || base == "fevm" else {
      throw ValidationError("--rules: \"\(rules)\" begins with neither ethereum nor fevm")
    }
    words.removeFirst()
    var chosen = base == "fevm" ? ContractRules.filecoin : .ethereum
    for word in words {
      guard let deviation = Deviation.allCases.first(where: { $0.name == word }) else {
        let known = Deviation.allCases.map(\.name).joined(separator: ", ")
        throw ValidationError("--rules: unknown rule \"\(word)\"; known are \(known)")
      }
      if base == "fevm" { chosen.remove(deviation) } else { chosen.insert(deviation) }
    }
    let mode = gas ?? (base == "fevm" ? "fvm" : "ethereum")
    guard let mode = FVMHostConfiguration.GasMode(rawValue: mode) else {
      throw ValidationError("--gas: \"\(mode)\" is neither ethereum nor fvm")
    }
    return FVMHostConfiguration(rules: chosen, gas: mode)
  }
}
