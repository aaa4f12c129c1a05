import Cryptography
import Primitives

/// 0x05: a number to the power of a number, modulo a number (EIP-198).
///
/// Input: the byte lengths of base, exponent and modulus, a word each, then the three numbers,
/// big-endian; output: as long as the modulus, zero when that is 0 or 1.
enum ModExpContract {
  static let history = [
    PrecompileVersion(.byzantium, eip: 198, .computed(gas198), run: run),
    PrecompileVersion(.berlin, eip: 2565, .computed(gas2565), run: run),
    // The price is EIP-7883's.
    PrecompileVersion(.osaka, eip: 7823, .computed(gas7883), run: runWithBound),
  ]

  /// Osaka: lengths above 1024 bytes fail (EIP-7823).
  @Sendable
  static func runWithBound(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    for length in Lengths(input).all where length > 1024 { return nil }
    return try run(input)
  }

  /// Filecoin: lengths that do not fit 32 bits fail (builtin-actors `precompiles/evm.rs`).
  @Sendable
  static func runOnFilecoin(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    for length in Lengths(input).all where length > UInt256(UInt64(UInt32.max)) { return nil }
    return try run(input)
  }

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    let lengths = Lengths(input)
    if lengths.modulus.isZero { return [] }
    // Beyond these lengths the cheapest formula asks for 10^8 gas and more.
    for (length, limit) in zip(lengths.all, [1 << 24, 1 << 29, 1 << 24])
    where length > UInt256(limit) {
      throw .tooLarge(name: "MODEXP", bytes: length.clampedToUInt64)
    }
    let (base, exponent, modulus) = (
      Int(lengths.base.limb0), Int(lengths.exponent.limb0), Int(lengths.modulus.limb0)
    )
    return ModularExponentiation.power(
      base: input.bytes(at: 96, base), exponent: input.bytes(at: 96 + base, exponent),
      modulus: input.bytes(at: 96 + base + exponent, modulus))
  }

  /// The input's header: the lengths of the three numbers in bytes.
  struct Lengths {
    let base: UInt256
    let exponent: UInt256
    let modulus: UInt256

    init(_ input: Span<UInt8>) {
      base = input.word(at: 0)
      exponent = input.word(at: 32)
      modulus = input.word(at: 64)
    }

    var all: [UInt256] { [base, exponent, modulus] }
  }
}

// MARK: - Prices

extension ModExpContract {
  /// EIP-198: `mult_complexity(max(mod, base)) · max(adjusted exponent length, 1) / 20`.
  @Sendable
  static func gas198(_ input: Span<UInt8>) -> UInt64 {
    price(input, iterationsPerByte: 8, divisor: 20, minimum: 0) { length in
      switch length {
      case ...64: length * length
      case ...1024: length * length / 4 + 96 * length - 3072
      default: length * length / 16 + 480 * length - 199_680
      }
    }
  }

  /// EIP-2565: the square of the words, over 3, at least 200.
  @Sendable
  static func gas2565(_ input: Span<UInt8>) -> UInt64 {
    price(input, iterationsPerByte: 8, divisor: 3, minimum: 200) { length in
      let words = (length + 7) / 8
      return words * words
    }
  }

  /// EIP-7883: twice the square of the words above 32 bytes, 16 below; at least 500.
  @Sendable
  static func gas7883(_ input: Span<UInt8>) -> UInt64 {
    price(input, iterationsPerByte: 16, divisor: 1, minimum: 500) { length in
      let words = (length + 7) / 8
      return length <= 32 ? 16 : 2 * words * words
    }
  }

  /// EIP-7883's price as a measure of the work; none for lengths that fail at once.
  @Sendable
  static func gasOnFilecoin(_ input: Span<UInt8>) -> UInt64 {
    Lengths(input).all.contains { $0 > UInt256(UInt64(UInt32.max)) } ? 0 : gas7883(input)
  }

  /// The frame that the three formulas share: complexity × iterations / divisor.
  ///
  /// `complexity` takes the longer of base and modulus, in bytes, below 2^32.
  private static func price(
    _ input: Span<UInt8>, iterationsPerByte: UInt64, divisor: UInt128, minimum: UInt64,
    complexity: (UInt128) -> UInt128
  ) -> UInt64 {
    let lengths = Lengths(input)
    let longest = max(lengths.base, lengths.modulus).clampedToUInt64
    guard longest <= UInt64(UInt32.max) else { return .max }
    let iterations = iterationCount(input, lengths, perByte: iterationsPerByte)
    // Below 2^66 × 2^64: the product can overflow only when the price is beyond 2^64 anyway.
    let (product, overflow) = complexity(UInt128(longest))
      .multipliedReportingOverflow(by: UInt128(iterations))
    guard !overflow else { return .max }
    return max(minimum, UInt64(clamping: product / divisor))
  }

  /// The exponent's bit length less one, bytes beyond the first 32 counted as `perByte` each; at
  /// least 1, saturating.
  private static func iterationCount(
    _ input: Span<UInt8>, _ lengths: Lengths, perByte: UInt64
  ) -> UInt64 {
    let length = lengths.exponent.clampedToUInt64
    var head = UInt256.zero
    // The exponent begins past the end of any input when the base is longer than that.
    if let start = lengths.base.asInt, start < input.count {
      head = input.word(at: 96 + start)
      if length < 32 { head = head >> UInt64(8 * (32 - length)) }
    }
    let headBits = head.isZero ? 0 : UInt64(255 - head.leadingZeroBitCount)
    guard length > 32 else { return max(headBits, 1) }
    let (tail, overflow) = (length - 32).multipliedReportingOverflow(by: perByte)
    let (sum, carried) = tail.addingReportingOverflow(headBits)
    return overflow || carried ? .max : max(sum, 1)
  }
}
