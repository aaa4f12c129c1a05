package import ArgumentParser
import IPLD
import JSONText

/// `fevm ipld`: blocks as text.
package struct IPLDCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "ipld",
    abstract: "Print blocks of IPLD.",
    subcommands: [Get.self])

  package init() {}

  package struct Get: FevmSubcommand {
    package static let configuration = CommandConfiguration(
      abstract: "Print a block, or a part of it, as DAG-JSON.",
      discussion: """
        The path names keys of maps and positions of arrays; links on it are followed.

        EXAMPLES:
          fevm ipld get bafy2bzace… --path 1/1/0
          fevm ipld get bafy2bzace… --car state.car
        """)

    @Argument(help: "The block's CID; a path may follow after a slash.")
    var cid: String

    @Option(help: "Keys and positions divided by slashes: a/0/b.")
    var path = ""

    @OptionGroup var source: StateSourceOptions

    package init() {}

    package func run(on console: Console) throws {
      let parts = cid.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let root = try StateSource.cid(parts.first.map(String.init) ?? cid)
      let whole = (parts.dropFirst().map(String.init) + [path]).joined(separator: "/")
      let value = try CBORValue.find(whole, from: root, in: source.open(console).store)
      console.print(DAGJSON.value(value))
    }
  }
}
