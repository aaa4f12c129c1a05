import FVM
import Filecoin
import IPLD

/// The account behind an Ethereum key (builtin-actors `actors/ethaccount`).
final class EthAccountActor: BuiltinActor {
  func baseCompute(_ method: MethodNumber) -> Gas { ComputeGas.smallActor }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    try runtime.restrictInternalMethods(method)
    guard method == .constructor else {
      guard method.isExported else {
        throw .exit(.unhandledMessage, "invalid method: \(method)")
      }
      return nil
    }
    try params.requireNone()
    try runtime.requireCaller(WellKnownActor.system)
    switch try runtime.delegatedAddress(of: try runtime.message().receiver) {
    case .delegated(WellKnownActor.ethereumAddressManager, _)?: return nil
    case .some: throw .exit(.illegalArgument, "invalid target for EthAccount creation")
    case nil: throw .exit(.illegalArgument, "receiver must have a predictable address")
    }
  }
}
