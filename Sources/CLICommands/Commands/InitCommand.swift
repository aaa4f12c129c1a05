import Primitives
import IPLD
package import ArgumentParser
import DevNode
import Filecoin
import JSONText

/// `fevm init`: a new chain.
package struct InitCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Create a chain with funded accounts.",
    discussion: """
      Other commands create one by themselves on first use; init lets you choose.

      EXAMPLES:
        fevm init
        fevm init --dir /tmp/chain --chain-id 314159 --accounts 3 --balance 50FIL
      """)

  @OptionGroup var chainOptions: ChainOptions

  @Option(help: "The chain id of EIP-155.")
  var chainId = ChainID.development.rawValue

  @Option(help: "How many accounts to fund.")
  var accounts = 10

  @Option(help: "What each account starts with.")
  var balance = "10000FIL"

  @Option(help: "The phrase that the accounts are derived from.")
  var mnemonic = NodeConfiguration.sharedMnemonic

  @Option(help: "Seconds since 1970 at epoch 0; now by default.")
  var genesisTimestamp: UInt64?

  @OptionGroup var output: OutputOptions

  package init() {}

  package mutating func validate() throws {
    guard (0...1000).contains(accounts) else {
      throw ValidationError("--accounts takes a number from 0 to 1000.")
    }
    guard chainId > 0, chainId < 1 << 62 else {
      throw ValidationError("--chain-id takes a number from 1 to 2^62 - 1.")
    }
  }

  package func run(on console: Console) throws {
    let chain = try Chain.create(
      folder: chainOptions.dir,
      configuration: NodeConfiguration(
        chainID: ChainID(rawValue: chainId),
        genesisTimestamp: genesisTimestamp ?? ChainOptions.now(), mnemonic: mnemonic,
        accountCount: accounts,
        accountBalance: TokenAmount(
          atto: try SenderOptions.amount(balance, option: "--balance"))),
      patience: chainOptions.lockTimeout)
    guard !output.json else {
      let head = try chain.head()
      console.print([
        "dir": .string(chainOptions.dir),
        "chainId": .number(chain.configuration.chainID.rawValue),
        "genesisHash": .string(head.hash.description),
        "stateRoot": .string(head.stateRoot.description),
        "mnemonic": .string(chain.configuration.mnemonic),
        "accounts": AccountList.json(chain),
      ])
      return
    }
    console.print("Created a chain in \(chainOptions.dir).")
    for line in AccountList.lines(chain) { console.print(line) }
  }
}
