package import Ethereum
package import Filecoin
import IPLD
import Primitives

/// Why Filecoin does not take an Ethereum transaction.
package struct TransactionRejection: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line, lower case but for names.
  package let description: String

  init(_ description: String) { self.description = description }

  static func unsupported(_ type: TransactionType) -> TransactionRejection {
    let name =
      switch type {
      case .accessList: "an access list (type 1, EIP-2930)"
      case .blob: "blobs (type 3, EIP-4844)"
      case .setCode: "code delegations (type 4, EIP-7702)"
      case .legacy, .dynamicFee: "type \(type.rawValue)"
      }
    return TransactionRejection("Filecoin does not support transactions with \(name)")
  }
}

extension SignedMessage {
  /// The Filecoin message that a signed Ethereum transaction stands for, signed by its signature
  /// (FIP-0054, FIP-0055, FIP-0091; lotus `chain/types/ethtypes`).
  ///
  /// Types 0 and 2 are taken, without an access list. A call's input becomes a CBOR byte string,
  /// or no parameters if it is empty; a creation goes to the address manager's CreateExternal.
  package init(
    _ transaction: Transaction, chainID: ChainID
  ) throws(TransactionRejection) {
    guard transaction.accessList.isEmpty else {
      throw TransactionRejection("Filecoin does not support access lists (EIP-2930)")
    }
    if let id = transaction.chainID, id != chainID.rawValue {
      throw TransactionRejection(
        "the transaction is for the chain \(id), this is \(chainID.rawValue)")
    }
    guard transaction.nonce <= UInt64(Int64.max), transaction.gasLimit <= UInt64(Int64.max) else {
      throw TransactionRejection("nonce and gas limit must be below 2^63")
    }
    let signature = try Self.delegatedSignature(of: transaction)
    let sender: Address
    do {
      sender = .ethereum(try transaction.sender())
    } catch {
      throw TransactionRejection("the signature is invalid: \(error)")
    }
    self.init(
      Message(
        from: sender,
        to: transaction.to.map { Address($0) } ?? .id(WellKnownActor.ethereumAddressManager),
        nonce: transaction.nonce, value: TokenAmount(atto: transaction.value),
        method: transaction.to == nil ? .createExternal : .invokeContract,
        params: transaction.data.isEmpty ? [] : ByteString(transaction.data).cborBytes,
        gasLimit: transaction.gasLimit,
        gasFeeCap: TokenAmount(atto: transaction.maxFeePerGas),
        gasPremium: TokenAmount(atto: transaction.maxPriorityFeePerGas)),
      signature)
  }

  /// r ‖ s ‖ parity for type 2; 01 or 02 in front, and v behind, for legacy transactions without and
  /// with a chain id.
  private static func delegatedSignature(
    of transaction: Transaction
  ) throws(TransactionRejection) -> Signature {
    let signature = transaction.signature
    let words = signature.r.bigEndianBytes + signature.s.bigEndianBytes
    switch transaction {
    case .dynamicFee:
      guard signature.yParity <= 1 else {
        throw TransactionRejection("the signature's parity is \(signature.yParity), not 0 or 1")
      }
      return Signature(.delegated, words + [UInt8(signature.yParity)])
    case .legacy(let legacy):
      let kind: UInt8 = legacy.chainID == nil ? 1 : 2
      return Signature(.delegated, [kind] + words + legacy.v.minimalBigEndianBytes)
    case .accessList, .blob, .setCode:
      throw .unsupported(transaction.type)
    }
  }
}

extension MethodNumber {
  /// CreateExternal of the address manager (builtin-actors `actors/eam/src/lib.rs`).
  package static let createExternal: MethodNumber = 4
}
