import EVM
import FVM
import Filecoin
import IPLD
import Primitives

/// Other contracts' code, which they are asked for themselves
/// (builtin-actors `actors/evm/src/interpreter/instructions/ext.rs`).
extension FilecoinHost {
  /// What is at an address.
  enum AddressKind {
    case precompile
    /// A contract, by id.
    case contract(ActorID)
    /// A built-in actor that is no account.
    case native
    case account
    case nothing
  }

  func kind(of address: EthAddress) throws(ActorError) -> AddressKind {
    if FilecoinPrecompiles.isImplemented(address), follows(.accountCodeHash) {
      return .precompile
    }
    guard let id = try runtime.resolve(actorAddress(address)),
      let code = try runtime.codeCID(of: id)
    else { return .nothing }
    switch try runtime.builtinType(of: code) {
    case .ethAccount where journal?.hasDelegations == true:
      // An account with a delegate has code as a contract has.
      return try codeCID(of: id) == nil ? .account : .contract(id)
    case .account, .placeholder, .ethAccount: return .account
    case .evm: return .contract(id)
    default: return .native
    }
  }

  /// The block of a contract's code, nil for a dead contract.
  func codeCID(of contract: ActorID) throws(ActorError) -> CID? {
    guard
      let block = try system.send(
        to: .id(contract), EVMMethod.getBytecode, flags: .readOnly)
    else { throw .exit(.assertionFailed, "return expected") }
    return try block.decoded(as: OptionalLink.self).cid
  }

  func bytes(of contract: ActorID) throws(ActorError) -> [UInt8] {
    guard let cid = try codeCID(of: contract) else { return [] }
    return try runtime.readBlock(cid, .illegalState, "failed to get bytecode block")
  }

  func codeSize(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> Int {
    try metered(&gas) { () throws(ActorError) in
      switch try kind(of: address) {
      case .contract(let id): try bytes(of: id).count
      case .native: 1
      case .precompile, .account, .nothing: 0
      }
    }
  }

  func code(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> [UInt8] {
    try metered(&gas) { () throws(ActorError) in
      switch try kind(of: address) {
      case .contract(let id): try bytes(of: id)
      case .native: [0xfe]
      case .precompile, .account, .nothing: []
      }
    }
  }

  func codeHash(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> Hash256 {
    try metered(&gas) { () throws(ActorError) in
      switch try kind(of: address) {
      case .contract(let id):
        let hash: CodeHash = try system.send(
          to: .id(id), EVMMethod.getBytecodeHash, flags: .readOnly
        ).returned()
        return hash.hash
      case .native: return .nativeActorCode
      case .account where !follows(.accountCodeHash):
        return try isEmpty(address) ? .zero : .emptyCode
      case .precompile, .account: return .emptyCode
      case .nothing: return .zero
      }
    }
  }
}

extension Hash256 {
  /// Keccak-256 of the byte 0xfe, which stands for the code of native actors.
  static let nativeActorCode = Hash256(
    word: UInt256(
      limbs: 0xd0d8_ed07_ae8f_228b, 0x20aa_e94f_3985_7d39, 0x8e15_5c17_a1c0_a559,
      0xbcc9_0f2d_6dad_a5b1))
}

/// What GetBytecode returns: a link or null.
struct OptionalLink: CBORCodable {
  let cid: CID?

  init(_ cid: CID?) { self.cid = cid }

  func encode(to encoder: inout CBOREncoder) { encoder.append(optional: cid) }

  init(from decoder: inout CBORDecoder) throws(CBORError) { cid = try decoder.readOptional() }
}

/// What GetBytecodeHash returns: a byte string of 32 bytes.
struct CodeHash: CBORCodable {
  let hash: Hash256

  init(_ hash: Hash256) { self.hash = hash }

  func encode(to encoder: inout CBOREncoder) { encoder.append(bytes: hash.bytes) }

  init(from decoder: inout CBORDecoder) throws(CBORError) {
    hash = try decoder.readHash("code hash")
  }
}

extension Runtime {
  /// A block that must be there.
  func readBlock(
    _ cid: CID, _ code: ExitCode, _ what: String
  ) throws(ActorError) -> [UInt8] {
    try onBlocks(code, what) { () throws(IPLDError) in
      let block: [UInt8]?
      do throws(BlockstoreError) {
        block = try store.get(cid)
      } catch {
        throw .blockstore(error)
      }
      guard let block else { throw .missingBlock(cid) }
      return block
    }
  }
}
