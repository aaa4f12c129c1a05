import FVM
import Precompiles
import Primitives

/// What the precompiles compute costs where the reference actor computes it itself; hashes and
/// signature recovery are system calls and priced by the kernel.
extension ComputeGas {
  /// Copying a byte of input.
  private static let identityByte = Gas(milligas: 400)
  /// P256VERIFY of a signature by a key on the curve, and the check of a key that is not.
  private static let p256Verify = Gas(105_030_000)
  private static let p256Key = Gas(67_000)
  /// A round of BLAKE2b's compression.
  private static let blake2Round = Gas(3_000)
  /// One gas of Ethereum's price of a curve operation.
  private static let curveUnit = Gas(5_000)

  /// MODEXP: the flat part; a product of Montgomery's of n 32-bit limbs costs a + b·n + c·n².
  private static let modExpFlat = Gas(10_000)
  private static let montgomery = (flat: Gas(3_670), limb: Gas(624), square: Gas(302))

  /// The price of a run of `precompile` on `input`, which is read where it lies: what cannot be paid
  /// for is not copied.
  static func run(_ precompile: Precompile, _ input: Span<UInt8>) -> Gas {
    switch precompile.address.word.limb0 {
    case 0x04: return identityByte * input.count
    case 0x05: return modExp(input)
    case 0x09:
      guard input.count == 213 else { return .zero }
      return blake2Round * (0..<4).reduce(0) { $0 << 8 | UInt64(input[$1]) }
    case 0x100: return p256(input)
    default: return curveUnit * precompile.gas(input)
    }
  }

  /// By windows of four bits: a table of 16 powers, then five products a window
  /// (num-bigint `montgomery.rs`). For even moduli the same number of products is divided.
  private static func modExp(_ input: Span<UInt8>) -> Gas {
    let lengths = (0..<3).map { word(input, at: 32 * $0).asUInt64.flatMap(UInt32.init(exactly:)) }
    guard let base = lengths[0], let exponent = lengths[1], let modulus = lengths[2] else {
      return .zero
    }
    let exponentStart = 96 + Int(base)
    let modulusStart = exponentStart + Int(exponent)
    let n = (bitWidth(input, at: modulusStart, modulus) + 31) / 32
    let words = (bitWidth(input, at: exponentStart, exponent) + 31) / 32
    guard n > 0 else { return modExpFlat }
    let product = montgomery.flat + montgomery.limb * n + montgomery.square * n * n
    // There is a byte of the modulus, or it would have no limbs.
    let last = min(modulusStart + Int(modulus), input.count) - 1
    return modExpFlat
      + (input[last] & 1 == 1 ? product * (18 + 40 * words) : product * (40 * words))
  }

  /// Nothing for a malformed signature, little for a key that is not on the curve.
  private static func p256(_ input: Span<UInt8>) -> Gas {
    guard input.count == 160 else { return .zero }
    let words = (1..<5).map { word(input, at: 32 * $0) }
    let order = UInt256(
      limbs: 0xf3b9_cac2_fc63_2551, 0xbce6_faad_a717_9e84, .max, 0xffff_ffff_0000_0000)
    guard !words[0].isZero, words[0] < order, !words[1].isZero, words[1] < order else {
      return .zero
    }
    return isOnP256(words[2], words[3]) ? p256Verify : p256Key
  }

  /// Whether y² = x³ − 3x + b modulo the curve's prime (NIST P-256).
  private static func isOnP256(_ x: UInt256, _ y: UInt256) -> Bool {
    let prime = UInt256(limbs: .max, 0xffff_ffff, 0, 0xffff_ffff_0000_0001)
    let b = UInt256(
      limbs: 0x3bce_3c3e_27d2_604b, 0x651d_06b0_cc53_b0f6, 0xb3eb_bd55_7698_86bc,
      0x5ac6_35d8_aa3a_93e7)
    guard x < prime, y < prime else { return false }
    let cube = UInt256.mulMod(UInt256.mulMod(x, x, prime), x, prime)
    let linear = UInt256.mulMod(prime - 3, x, prime)
    let right = UInt256.addMod(UInt256.addMod(cube, linear, prime), b, prime)
    return UInt256.mulMod(y, y, prime) == right
  }

  /// The word at an offset, zeros past the end.
  private static func word(_ input: Span<UInt8>, at offset: Int) -> UInt256 {
    let bytes = (offset..<offset + 32).map { $0 < input.count ? input[$0] : 0 }
    return UInt256(bigEndian: bytes) ?? .zero
  }

  /// Bits of a number of `count` bytes that begins at an offset. What is past the end of the input are
  /// zeros, and the reference trims zeros in front.
  private static func bitWidth(_ input: Span<UInt8>, at offset: Int, _ count: UInt32) -> UInt64 {
    let end = min(offset + Int(count), input.count)
    guard offset < end, let first = (offset..<end).first(where: { input[$0] != 0 }) else {
      return 0
    }
    return UInt64(Int(count) - (first - offset)) * 8
      - UInt64(input[first].leadingZeroBitCount)
  }
}
