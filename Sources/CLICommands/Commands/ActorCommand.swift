import FVM
import IPLD
package import ArgumentParser
import DevNode
import Filecoin
import JSONText
import Primitives

/// `fevm actor`: an actor's record.
package struct ActorCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "actor",
    abstract: "Print what the chain knows of an actor.",
    discussion: """
      EXAMPLES:
        fevm actor 0x5FbDB2315678afecb367f032d93F642f64180aa3
        fevm actor f010 --json
      """)

  @Argument(help: "An address in any form.")
  var address: String

  @OptionGroup var blockOptions: BlockOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let address = try AddressText.parse(address)
    let chain = try chainOptions.open(console)
    let state = try chain.state(at: try chain.tipset(try blockOptions.reference()))
    guard let actor = try state.actor(address) else {
      throw CLIError("no actor has the address \(self.address)")
    }
    var report = Report()
    report.add("id", Address.id(actor.id).text())
    report.add("kind", try state.kind(of: actor.state))
    if let ethereum = try state.ethAddress(of: .id(actor.id)) {
      report.add("ethereumAddress", address: ethereum)
    }
    if let delegated = actor.state.delegatedAddress {
      report.add("delegatedAddress", delegated.text())
    }
    report.add(
      "balance", "\(actor.state.balance) FIL", json: .string(actor.state.balance.atto.description))
    report.add("nonce", actor.state.nonce)
    report.add("codeCid", actor.state.code.description)
    report.add("stateCid", actor.state.state.description)
    if let contract = try state.contract(actor.state) {
      report.add("bytecodeSize", contract.bytecodeSize)
      report.add("bytecodeHash", contract.bytecodeHash.description)
      report.add("bytecodeCid", contract.bytecode.description)
      report.add("storageRoot", contract.storageRoot.description)
      report.add("contractNonce", contract.nonce)
      report.add(
        "isAlive", contract.isAlive ? "true" : "false (self-destructed)",
        json: .bool(contract.isAlive))
    }
    report.show(on: console, json: output.json)
  }
}
