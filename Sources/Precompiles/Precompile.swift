package import Primitives

/// A precompiled contract as one revision has it: what it costs and what it computes.
///
/// Whoever calls one asks `gas` first, and runs it only when the caller can pay. Every function is
/// pure; none keeps the input.
package struct Precompile: Sendable {
  /// The work, from input to output.
  ///
  /// Nil is the failure that consensus defines: the call fails, its gas is gone and it returns no
  /// data.
  package typealias Function = @Sendable (Span<UInt8>) throws(PrecompileError) -> [UInt8]?

  package let address: EthAddress

  /// The name by EIP-7910, e.g. `BLS12_G1MSM`.
  package let name: String

  /// The first revision that has it.
  package let since: Revision

  let price: Price
  let function: Function

  /// Gas for a run on `input`, from its length and its header alone; `UInt64.max` when the true
  /// price is beyond any gas limit.
  package func gas(_ input: Span<UInt8>) -> UInt64 { price.gas(input) }

  /// The output for `input`, or nil when the input is invalid.
  ///
  /// Throws what is no outcome of the protocol: the caller's host has failed, not the call.
  package func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    try function(input)
  }

  /// Gas for a run on `input`.
  package func gas(_ input: [UInt8]) -> UInt64 { price.gas(input.span) }

  /// The output for `input`, or nil when the input is invalid.
  package func run(_ input: [UInt8]) throws(PrecompileError) -> [UInt8]? {
    try function(input.span)
  }
}

/// Why a precompile gives no answer at all; never a consensus outcome.
package enum PrecompileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The input asks for more memory than any priced call can: reached only by hosts that run
  /// without prices.
  case tooLarge(name: String, bytes: UInt64)

  package var description: String {
    switch self {
    case .tooLarge(let name, let bytes): "\(name): a number of \(bytes) bytes is too large"
    }
  }
}
