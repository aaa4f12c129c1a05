package import FVM
package import Filecoin
import IPLD
package import Primitives

extension StateView {
  /// Every actor by id.
  package func actors() throws -> [(id: ActorID, state: ActorState)] {
    var all: [(id: ActorID, state: ActorState)] = []
    try tree.forEachActor { id, state throws(KernelError) in all.append((id, state)) }
    return all.sorted { $0.id < $1.id }
  }

  /// All slots of a contract's storage that are not zero, by slot.
  package func slots(of contract: ContractView) throws -> [(slot: UInt256, value: UInt256)] {
    var slots: [(slot: UInt256, value: UInt256)] = []
    try KAMT<UInt256>(load: contract.storageRoot, store).forEach { slots.append(($0, $1)) }
    return slots.sorted { $0.slot < $1.slot }
  }
}
