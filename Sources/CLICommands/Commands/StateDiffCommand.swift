package import ArgumentParser
import DevNode
import FVM
import Filecoin
import IPLD
import JSONText
import Primitives

/// `fevm state diff`: what changed between two states.
package struct StateDiffCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "List the actors, balances, nonces, code and slots that differ between two states.",
    discussion: """
      EXAMPLES:
        fevm state diff 3 4
        fevm state diff bafy2bzaceA… bafy2bzaceB… --car both.car
      """)

  @Argument(help: "The state before: a block or the CID of a state root.")
  var before: String

  @Argument(help: "The state after.")
  var after: String

  @OptionGroup var source: StateSourceOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let source = try source.open(console)
    let old = try source.state(before)
    let new = try source.state(after)
    let differences = try ActorDifference.between(old, new)
    if output.json {
      console.print([
        "before": .string(old.root.description), "after": .string(new.root.description),
        "actors": .array(
          try differences.map { difference in
            var object: JSONObject = [
              "id": .string(Address.id(difference.id).text()),
              "change": .string(Self.kind(difference)),
            ]
            if let name = try Self.name(difference, old, new) {
              object["ethereumAddress"] = .string(name)
            }
            for field in try Self.fields(difference, old, new) {
              object[field.name] = ["before": field.json.before, "after": field.json.after]
            }
            if let reason = difference.unread { object["unread"] = .string(reason) }
            if !difference.slots.isEmpty {
              object["storage"] = .object(
                JSONObject(
                  difference.slots.map { slot in
                    (
                      slot.slot.hexQuantity,
                      [
                        "before": .string(slot.value.before.hexQuantity),
                        "after": .string(slot.value.after.hexQuantity),
                      ]
                    )
                  }))
            }
            return .object(object)
          }),
      ])
      return
    }
    for difference in differences {
      let sign = ["added": "+", "removed": "-", "changed": "~"][Self.kind(difference)] ?? "~"
      let name = try Self.name(difference, old, new).map { " " + $0 } ?? ""
      let kind = try Self.kindName(difference, old, new)
      console.print("\(sign) \(Address.id(difference.id).text()) \(kind)\(name)")
      for field in try Self.fields(difference, old, new) {
        console.print("    \(field.name.padded(to: 14)) \(field.before) → \(field.after)")
      }
      if let reason = difference.unread {
        console.print("    contract state not read: \(reason)")
      }
      for slot in difference.slots {
        console.print(
          "    slot \(slot.slot.hexQuantity): \(slot.value.before.hexQuantity) → "
            + slot.value.after.hexQuantity)
      }
    }
  }

  private static func kind(_ difference: ActorDifference) -> String {
    difference.actor.before == nil
      ? "added" : difference.actor.after == nil ? "removed" : "changed"
  }

  private static func name(
    _ difference: ActorDifference, _ old: StateView, _ new: StateView
  ) throws -> String? {
    try ActorText.name(difference.id, in: difference.actor.after == nil ? old : new)
  }

  private static func kindName(
    _ difference: ActorDifference, _ old: StateView, _ new: StateView
  ) throws -> String {
    let state = difference.actor.after ?? difference.actor.before
    return try state.map { try new.kind(of: $0) } ?? ""
  }

  private struct Field {
    let name: String
    let before: String
    let after: String
    let json: (before: JSONValue, after: JSONValue)
  }

  /// The fields that differ; those of an actor that is not there read `-` and null.
  private static func fields(
    _ difference: ActorDifference, _ old: StateView, _ new: StateView
  ) throws -> [Field] {
    var fields: [Field] = []
    func add(_ name: String, _ before: String?, _ after: String?, unit: String = "") {
      guard before != after else { return }
      fields.append(
        Field(
          name: name, before: before.map { $0 + unit } ?? "-",
          after: after.map { $0 + unit } ?? "-",
          json: (before.map { .string($0) } ?? .null, after.map { .string($0) } ?? .null)))
    }
    let (before, after) = (difference.actor.before, difference.actor.after)
    add("kind", try before.map { try old.kind(of: $0) }, try after.map { try new.kind(of: $0) })
    add("code", before?.code.description, after?.code.description)
    add(
      "address", before?.delegatedAddress.map { $0.text() },
      after?.delegatedAddress.map { $0.text() })
    add("balance", before.map { "\($0.balance)" }, after.map { "\($0.balance)" }, unit: " FIL")
    add("nonce", before.map { "\($0.nonce)" }, after.map { "\($0.nonce)" })
    let (was, now) = (difference.contract.before, difference.contract.after)
    add("contractNonce", was.map { "\($0.nonce)" }, now.map { "\($0.nonce)" })
    add("bytecodeHash", was?.bytecodeHash.description, now?.bytecodeHash.description)
    add("isAlive", was.map { "\($0.isAlive)" }, now.map { "\($0.isAlive)" })
    add("storageRoot", was?.storageRoot.description, now?.storageRoot.description)
    if was == nil, now == nil {
      add("state", before?.state.description, after?.state.description)
    }
    return fields
  }
}
