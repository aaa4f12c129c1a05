package import Filecoin
package import IPLD

/// An actor's record in the state tree.
package struct ActorState: Hashable, Sendable {
  package var code: CID
  /// Root of the actor's own state.
  package var state: CID
  /// Number of the next message the actor may send on chain.
  package var nonce: UInt64
  /// attoFIL.
  package var balance: TokenAmount
  /// The f4 address, for actors that have one.
  package var delegatedAddress: Address?

  package init(
    code: CID, state: CID = .emptyArray, nonce: UInt64 = 0, balance: TokenAmount = .zero,
    delegatedAddress: Address? = nil
  ) {
    self.code = code
    self.state = state
    self.nonce = nonce
    self.balance = balance
    self.delegatedAddress = delegatedAddress
  }
}

/// A tuple of five: code, state, nonce, balance, delegated address or null
/// (ref-fvm `shared/src/state`).
extension ActorState: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 5)
    encoder.append(code)
    encoder.append(state)
    encoder.append(nonce)
    encoder.append(balance)
    encoder.append(optional: delegatedAddress)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(5, "actor state")
    code = try decoder.readLink()
    state = try decoder.readLink()
    nonce = try decoder.readUnsigned()
    balance = try decoder.read()
    delegatedAddress = try decoder.readOptional()
  }
}
