import FVM
package import Filecoin
package import IPLD

/// The account behind a secp256k1 or BLS key (builtin-actors `actors/account`).
final class AccountActor: BuiltinActor {
  /// FRC-42's number of `AuthenticateMessage`.
  private static let authenticateMessage: MethodNumber = 2_643_134_072
  private static let pubkeyAddress: MethodNumber = 2

  func baseCompute(_ method: MethodNumber) -> Gas { ComputeGas.smallActor }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    try runtime.restrictInternalMethods(method)
    switch method {
    case .constructor:
      try construct(try params.required(), runtime)
      return nil
    case Self.pubkeyAddress:
      try params.requireNone()
      return DataBlock(cbor: try runtime.state(as: AccountState.self).address)
    case Self.authenticateMessage:
      try authenticate(try params.required(), runtime)
      return DataBlock(cbor: true)
    default:
      guard method.isExported else {
        throw .exit(.unhandledMessage, "invalid method: \(method)")
      }
      return nil
    }
  }

  private func construct(_ address: Address, _ runtime: Runtime) throws(ActorError) {
    try runtime.requireCaller(WellKnownActor.system)
    switch address {
    case .secp256k1, .bls: break
    default: throw .exit(.illegalArgument, "address must use BLS or SECP, not \(address)")
    }
    try runtime.create(AccountState(address: address))
  }

  private func authenticate(
    _ params: AuthenticateMessageParams, _ runtime: Runtime
  ) throws(ActorError) {
    let address = try runtime.state(as: AccountState.self).address
    let isValid: Bool
    switch address {
    case .secp256k1:
      isValid = try verifySecp256k1(params, address, runtime)
    case .bls:
      isValid = try verifyBLS(params, address, runtime)
    default:
      throw .exit(.illegalState, "account address must use BLS or SECP, not \(address)")
    }
    guard isValid else {
      throw .exit(.illegalArgument, "failed to authenticate message, signature invalid")
    }
  }

  /// By hash and recovery, as the reference actor does it with two system calls
  /// (ref-fvm `sdk/src/crypto.rs`).
  private func verifySecp256k1(
    _ params: AuthenticateMessageParams, _ address: Address, _ runtime: Runtime
  ) throws(ActorError) -> Bool {
    guard params.signature.count == 65 else { return false }
    let digest = try runtime.hash(.blake2b256, params.message)
    let recovered = try runtime.attempt { () throws(KernelError) in
      try runtime.kernel.recoverSecpPublicKey(digest: digest, signature: params.signature)
    }
    guard case .success(let key) = recovered else { return false }
    return Address(secp256k1PublicKey: key) == address
  }

  private func verifyBLS(
    _ params: AuthenticateMessageParams, _ address: Address, _ runtime: Runtime
  ) throws(ActorError) -> Bool {
    guard params.signature.count == 96 else { return false }
    let verified = try runtime.attempt { () throws(KernelError) in
      try runtime.kernel.verifySignature(
        type: UInt32(Signature.Kind.bls.rawValue), signature: params.signature, signer: address,
        plaintext: params.message)
    }
    guard case .success(let isValid) = verified else { return false }
    return isValid
  }
}

/// The key that an account belongs to.
package struct AccountState: Hashable, Sendable, CBORCodable {
  /// f1 or f3.
  package var address: Address

  package init(address: Address) { self.address = address }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 1)
    encoder.append(address)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(1, "account state")
    address = try decoder.read()
  }
}

/// A signature without its kind, and what was signed.
struct AuthenticateMessageParams: CBORDecodable {
  let signature: [UInt8]
  let message: [UInt8]

  init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "parameters")
    signature = try decoder.readBytes()
    message = try decoder.readBytes()
  }
}
