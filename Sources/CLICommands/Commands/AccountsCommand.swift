package import ArgumentParser
import DevNode

/// `fevm accounts`: the funded accounts.
package struct AccountsCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "List the accounts that the chain was made with, and their keys.",
    discussion: """
      EXAMPLES:
        fevm accounts
        fevm accounts --json
      """)

  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let chain = try chainOptions.open(console)
    if output.json {
      console.print(AccountList.json(chain))
    } else {
      for line in AccountList.lines(chain).dropFirst() { console.print(line) }
    }
  }
}
