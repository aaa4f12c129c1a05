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

  /// The price of a run of `precompile` on `input`.
  static func run(_ precompile: Precompile, _ input: [UInt8]) -> Gas {
    switch precompile.address.word.limb0 {
    case 0x04: return identityByte * input.count
    case 0x05: return modExp(input)
    case 0x09:
      let rounds = input.prefix(4).reduce(0) { $0 << 8 | UInt64($1) }
      return input.count == 213 ? blake2Round * rounds : .zero
    case 0x100: return p256(input)
    default: return curveUnit * precompile.gas(input)
    }
  }

  /// By windows of four bits: a table of 16 powers, then five products a window
  /// (num-bigint `montgomery.rs`). For even moduli the same number of products is divided.
  private static func modExp(_ input: [UInt8]) -> Gas {
    var reader = WordReader(input)
    guard let base = reader.readUInt32(), let exponent = reader.readUInt32(),
      let modulus = reader.readUInt32()
    else { return .zero }
    let body = input.dropFirst(96)
    // Numbers end with the input: what is missing are zeros, and the reference trims zeros in front.
    func limbs(_ bytes: ArraySlice<UInt8>, _ count: UInt32) -> UInt64 {
      (bitWidth(bytes, of: count) + 31) / 32
    }
    let n = limbs(body.dropFirst(Int(base) + Int(exponent)).prefix(Int(modulus)), modulus)
    let words = limbs(body.dropFirst(Int(base)).prefix(Int(exponent)), exponent)
    guard n > 0 else { return modExpFlat }
    let product = montgomery.flat + montgomery.limb * n + montgomery.square * n * n
    let isOdd = body.dropFirst(Int(base) + Int(exponent)).prefix(Int(modulus)).last.map { $0 & 1 }
    return modExpFlat + (isOdd == 1 ? product * (18 + 40 * words) : product * (40 * words))
  }

  /// Nothing for a malformed signature, little for a key that is not on the curve.
  private static func p256(_ input: [UInt8]) -> Gas {
    guard input.count == 160 else { return .zero }
    let words = (1..<5).map { place in
      UInt256(bigEndian: input[(place * 32)..<(place * 32 + 32)]) ?? .zero
    }
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

  /// Bits of a number of `count` bytes that begins with `bytes` and ends in zeros.
  private static func bitWidth(_ bytes: ArraySlice<UInt8>, of count: UInt32) -> UInt64 {
    guard let first = bytes.firstIndex(where: { $0 != 0 }) else { return 0 }
    let passed = first - bytes.startIndex
    return UInt64(Int(count) - passed) * 8 - UInt64(bytes[first].leadingZeroBitCount)
  }
}
