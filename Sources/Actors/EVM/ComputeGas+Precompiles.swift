import FVM
import Precompiles
import Primitives

/// What the precompiles compute costs where the reference actor computes it itself; hashes and
/// signature recovery are system calls and priced by the kernel.
extension ComputeGas {
  /// Copying a byte of input.
  private static let identityByte = Gas(milligas: 400)
  /// A run of P256VERIFY that gets as far as the curve.
  private static let p256Verify = Gas(105_030_000)
  /// A round of BLAKE2b's compression.
  private static let blake2Round = Gas(3_000)
  /// One gas of Ethereum's price of a curve operation.
  private static let curveUnit = Gas(5_000)

  /// MODEXP: the flat part, and a step of multiplying two 32-bit limbs.
  private static let modExpFlat = Gas(10_000)
  private static let modExpStep = Gas(milligas: 75_000)

  /// The price of a run of `precompile` on `input`.
  static func run(_ precompile: Precompile, _ input: [UInt8]) -> Gas {
    switch precompile.address.word.limb0 {
    case 0x04: return identityByte * input.count
    case 0x05: return modExpFlat + modExpStep * modExpSteps(input)
    case 0x09:
      let rounds = input.prefix(4).reduce(0) { $0 << 8 | UInt64($1) }
      return input.count == 213 ? blake2Round * rounds : .zero
    case 0x100: return input.count == 160 ? p256Verify : .zero
    default: return curveUnit * precompile.gas(input)
    }
  }

  /// Products of limbs in a power by square and multiply with a window of four bits.
  private static func modExpSteps(_ input: [UInt8]) -> UInt64 {
    var reader = WordReader(input)
    guard let base = reader.readUInt32(), let exponent = reader.readUInt32(),
      let modulus = reader.readUInt32()
    else { return 0 }
    let body = input.dropFirst(96)
    // Numbers end with the input: what is missing are zeros, and the reference trims zeros in front.
    let bits = bitWidth(body.dropFirst(Int(base)).prefix(Int(exponent)), of: exponent)
    let limbs =
      (bitWidth(body.dropFirst(Int(base) + Int(exponent)).prefix(Int(modulus)), of: modulus) + 31)
      / 32
    let (squares, overflow) = limbs.multipliedReportingOverflow(by: limbs)
    let (steps, tooMany) = squares.multipliedReportingOverflow(by: bits + bits / 4 + 20)
    return overflow || tooMany ? .max : steps
  }

  /// Bits of a number of `count` bytes that begins with `bytes` and ends in zeros.
  private static func bitWidth(_ bytes: ArraySlice<UInt8>, of count: UInt32) -> UInt64 {
    guard let first = bytes.firstIndex(where: { $0 != 0 }) else { return 0 }
    let passed = first - bytes.startIndex
    return UInt64(Int(count) - passed) * 8 - UInt64(bytes[first].leadingZeroBitCount)
  }
}
