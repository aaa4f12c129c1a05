package import FVM
package import Filecoin
import IPLD
package import Primitives

/// What of one actor differs between two states.
package struct ActorDifference: Sendable {
  /// A value before and after.
  package struct Change<Value: Sendable>: Sendable {
    package let before: Value
    package let after: Value
  }

  /// A slot of a contract's storage; zero where it is empty.
  package struct Slot: Sendable {
    package let slot: UInt256
    package let value: Change<UInt256>
  }

  package let id: ActorID
  /// nil where the actor does not exist.
  package let actor: Change<ActorState?>
  /// nil where the actor is no contract.
  package let contract: Change<ContractView?>
  /// Slots that differ, by slot.
  package let slots: [Slot]
  /// Why contracts' states before and after were not compared; nil when they were.
  package let unread: String?

  /// The actors that differ between two states, by id.
  package static func between(_ before: StateView, _ after: StateView) throws -> [ActorDifference] {
    let old = Dictionary(try before.actors().map { ($0.id, $0.state) }) { first, _ in first }
    let new = Dictionary(try after.actors().map { ($0.id, $0.state) }) { first, _ in first }
    return Set(old.keys).union(new.keys).sorted().compactMap { id in
      guard old[id] != new[id] else { return nil }
      let actor = Change(before: old[id], after: new[id])
      do {
        let contract = Change(
          before: try old[id].flatMap { try before.contract($0) },
          after: try new[id].flatMap { try after.contract($0) })
        return ActorDifference(
          id: id, actor: actor, contract: contract, slots: try slots(contract, before, after),
          unread: nil)
      } catch {
        return ActorDifference(
          id: id, actor: actor, contract: Change(before: nil, after: nil), slots: [],
          unread: "\(error)")
      }
    }
  }

  private static func slots(
    _ contract: Change<ContractView?>, _ before: StateView, _ after: StateView
  ) throws -> [Slot] {
    guard contract.before?.storageRoot != contract.after?.storageRoot else { return [] }
    func values(_ view: StateView, _ contract: ContractView?) throws -> [UInt256: UInt256] {
      guard let contract else { return [:] }
      return Dictionary(try view.slots(of: contract).map { ($0.slot, $0.value) }) { first, _ in
        first
      }
    }
    let old = try values(before, contract.before)
    let new = try values(after, contract.after)
    return Set(old.keys).union(new.keys).sorted().compactMap { slot in
      let change = Change(before: old[slot] ?? .zero, after: new[slot] ?? .zero)
      return change.before == change.after ? nil : Slot(slot: slot, value: change)
    }
  }
}
