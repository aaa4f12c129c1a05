package import ArgumentParser
import Cryptography
import FVM
import DevNode
import Filecoin
import IPLD
import JSONText
import Primitives

/// `fevm state tree`: the actors of a state.
package struct StateTreeCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "List the actors of a state, and contracts' storage.",
    discussion: """
      EXAMPLES:
        fevm state tree
        fevm state tree 12 --storage
        fevm state tree --car state.car --json
      """)

  @Argument(help: "A block (latest, 12, 0x…) or the CID of a state root; the newest by default.")
  var state: String?

  @Flag(help: "List the slots of every contract.")
  var storage = false

  @OptionGroup var source: StateSourceOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let view = try source.open(console).state(state)
    let actors = try view.actors()
    if output.json {
      console.print([
        "root": .string(view.root.description),
        "actors": .array(
          try actors.map { .object(try ActorText.json($0.id, $0.state, in: view, storage)) }),
      ])
      return
    }
    console.print(view.root.description)
    for (place, actor) in actors.enumerated() {
      let isLast = place == actors.count - 1
      console.print(
        (isLast ? "└─ " : "├─ ") + (try ActorText.line(actor.id, actor.state, in: view)))
      let indent = isLast ? "   " : "│  "
      let contract: ContractView
      let slots: [(slot: UInt256, value: UInt256)]
      do {
        guard let found = try view.contract(actor.state) else { continue }
        contract = found
        slots = try view.slots(of: contract)
      } catch {
        console.print("\(indent)contract state \(actor.state.state) not read: \(error)")
        continue
      }
      console.print(
        "\(indent)code \(contract.bytecodeSize) bytes, contract nonce \(contract.nonce), "
          + "\(slots.count) slots, storage root \(contract.storageRoot)"
          + (contract.isAlive ? "" : ", self-destructed"))
      guard storage else { continue }
      for slot in slots {
        console.print("\(indent)  \(slot.slot.hexQuantity) = \(slot.value.hexQuantity)")
      }
    }
  }
}

/// Actors of a state in one line or one object.
enum ActorText {
  static func line(_ id: ActorID, _ actor: ActorState, in view: StateView) throws -> String {
    let address = try name(id, in: view).map { " " + $0 } ?? ""
    let kind = try view.kind(of: actor)
    let code = kind == "unknown" ? " code \(actor.code)" : ""
    return "\(Address.id(id).text()) \(kind)\(code)\(address)  \(actor.balance) FIL, "
      + "nonce \(actor.nonce)"
  }

  /// The Ethereum address that is not only the id in another form.
  static func name(_ id: ActorID, in view: StateView) throws -> String? {
    guard let address = try view.ethAddress(of: .id(id)), address.maskedActorID == nil else {
      return nil
    }
    return address.checksummed
  }

  static func json(
    _ id: ActorID, _ actor: ActorState, in view: StateView, _ withStorage: Bool
  ) throws -> JSONObject {
    var object: JSONObject = [
      "id": .string(Address.id(id).text()), "kind": .string(try view.kind(of: actor)),
      "balance": .string(actor.balance.atto.description), "nonce": .number(actor.nonce),
      "code": .string(actor.code.description), "state": .string(actor.state.description),
    ]
    if let delegated = actor.delegatedAddress {
      object["delegatedAddress"] = .string(delegated.text())
    }
    if let address = try name(id, in: view) { object["ethereumAddress"] = .string(address) }
    do {
      guard let contract = try view.contract(actor) else { return object }
      try add(contract, in: view, withStorage, to: &object)
    } catch {
      object["unread"] = .string("\(error)")
    }
    return object
  }

  private static func add(
    _ contract: ContractView, in view: StateView, _ withStorage: Bool, to object: inout JSONObject
  ) throws {
    object["bytecodeHash"] = .string(contract.bytecodeHash.description)
    object["bytecodeSize"] = .number(contract.bytecodeSize)
    object["contractNonce"] = .number(contract.nonce)
    object["isAlive"] = .bool(contract.isAlive)
    object["storageRoot"] = .string(contract.storageRoot.description)
    if withStorage {
      object["storage"] = .object(
        JSONObject(
          try view.slots(of: contract).map {
            ($0.slot.hexQuantity, .string($0.value.hexQuantity))
          }))
    }
  }
}
