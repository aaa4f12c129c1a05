import FVM
import Filecoin
import IPLD
import Primitives

/// An Ethereum account that may have another's code run as its own (EIP-7702).
///
/// With a state, which is a contract's whose code is the designator, it answers as a contract does;
/// without one it is an EthAccount.
final class DelegatedAccountActor: BuiltinActor {
  private let account = EthAccountActor()
  private let contract: EVMActor

  init(_ contract: EVMActor) { self.contract = contract }

  func baseCompute(_ method: MethodNumber) -> Gas { account.baseCompute(method) }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    guard try runtime.stateRoot() == .emptyArray else {
      return try contract.call(method, params, runtime)
    }
    switch method {
    case EVMMethod.getBytecode: return DataBlock(dagCBOR: OptionalLink(nil))
    case EVMMethod.getBytecodeHash: return DataBlock(cbor: CodeHash(.emptyCode))
    default: return try account.call(method, params, runtime)
    }
  }
}
