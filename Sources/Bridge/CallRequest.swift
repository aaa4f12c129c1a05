import Filecoin
import IPLD
package import Primitives

/// A call that is tried out rather than sent: the fields of `eth_call` and `eth_estimateGas`.
package struct CallRequest: Hashable, Sendable {
  /// The caller; nil for the zero address.
  package var from: EthAddress?
  /// nil deploys a contract.
  package var to: EthAddress?
  /// Wei, that is attoFIL.
  package var value: UInt256
  package var input: [UInt8]
  /// Filecoin gas; nil for as much as a block holds.
  package var gasLimit: UInt64?
  /// Wei a gas unit; nil for free.
  package var maxFeePerGas: UInt256?
  /// Wei a gas unit.
  package var maxPriorityFeePerGas: UInt256?

  package init(
    from: EthAddress? = nil, to: EthAddress?, value: UInt256 = .zero, input: [UInt8] = [],
    gasLimit: UInt64? = nil, maxFeePerGas: UInt256? = nil, maxPriorityFeePerGas: UInt256? = nil
  ) {
    self.from = from
    self.to = to
    self.value = value
    self.input = input
    self.gasLimit = gasLimit
    self.maxFeePerGas = maxFeePerGas
    self.maxPriorityFeePerGas = maxPriorityFeePerGas
  }

  /// The message to try, with a gas limit.
  func message(gasLimit: UInt64) -> Message {
    Message(
      ethereumFrom: from ?? AddressMapping.defaultCaller, to: to, nonce: 0, value: value,
      input: input, gasLimit: gasLimit, maxFeePerGas: maxFeePerGas ?? .zero,
      maxPriorityFeePerGas: min(maxPriorityFeePerGas ?? .zero, maxFeePerGas ?? .zero))
  }

  /// Bytes that the signed message will take on chain, at most: as long as the longest usual
  /// signature and prices of 80 bits, where the request leaves them open.
  func chainLength(of message: Message) -> Int {
    var longest = message
    longest.nonce = .max
    let price = TokenAmount(atto: (UInt256.one << 80) - 1)
    longest.gasFeeCap = max(longest.gasFeeCap, price)
    longest.gasPremium = max(longest.gasPremium, price)
    // Scheme, prefix, r, s, and a v of four bytes.
    let signature = Signature(.delegated, [UInt8](repeating: 0, count: 69))
    return SignedMessage(longest, signature).chainLength
  }
}
