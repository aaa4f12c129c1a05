import Primitives
package import ArgumentParser
import DevNode
import IPLD
import JSONText

/// `fevm state`: the whole state as an archive.
package struct StateCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "List and compare states, export one to a CAR file, or import one.",
    subcommands: [StateTreeCommand.self, StateDiffCommand.self, Export.self, Import.self])

  package init() {}

  package struct Export: FevmSubcommand {
    package static let configuration = CommandConfiguration(
      abstract: "Write a state and all it links to as a CAR file.",
      discussion: """
        EXAMPLES:
          fevm state export state.car
          fevm state export old.car --block 3
        """)

    @Argument(help: "The file to write.")
    var file: String

    @OptionGroup var blockOptions: BlockOptions
    @OptionGroup var chainOptions: ChainOptions
    @OptionGroup var output: OutputOptions

    package init() {}

    package func run(on console: Console) throws {
      let reference = try blockOptions.reference()
      let chain = try chainOptions.open(console)
      let root = try chain.tipset(reference).stateRoot
      let archive = try chain.exportState(root: root)
      try InputFile.write(archive.bytes, to: file)
      var report = Report()
      report.add("stateRoot", root.description)
      report.add("blocks", archive.blockCount)
      report.add("bytes", archive.bytes.count)
      report.show(on: console, json: output.json)
    }
  }

  package struct Import: FevmSubcommand {
    package static let configuration = CommandConfiguration(
      abstract: "Make the state of a CAR file the chain's newest.",
      discussion: """
        The archive's blocks are checked and must be complete. A block without transactions that has
        the state is put on top of the chain.

        EXAMPLE:
          fevm state import state.car --dir /tmp/other
        """)

    @Argument(help: "The file to read; - is standard input.")
    var file: String

    @OptionGroup var chainOptions: ChainOptions
    @OptionGroup var output: OutputOptions

    package init() {}

    package func run(on console: Console) throws {
      let bytes = try InputFile.read(file)
      let chain = try chainOptions.open(console)
      let tipset: TipsetRecord
      do {
        tipset = try chain.importState(archive: bytes)
      } catch let error as CARError {
        throw CLIError("\(file): \(error)")
      }
      var report = Report()
      report.add("stateRoot", tipset.stateRoot.description)
      report.add("blockNumber", tipset.epoch)
      report.add("blockHash", tipset.hash.description)
      report.show(on: console, json: output.json)
    }
  }
}
