package import ArgumentParser
import Conformance
import JSONText

/// `fevm gas-features`: the counts that `tools/fit-compute-gas` fits prices to.
package struct GasFeaturesCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "gas-features",
    abstract: "Print what the messages of fevm-oracle-1 vectors compute, one JSON row each.",
    discussion: """
      EXAMPLE:
        fevm gas-features vectors/fevm-actors/*.json
      """,
    shouldDisplay: false)

  @Argument(help: "Vector files.")
  var files: [String]

  package init() {}

  package func run(on console: Console) throws {
    for file in files {
      for row in try FVMVectorRunner.features(try VectorFile.json(file)) {
        console.print(row.serialized())
      }
    }
  }
}
