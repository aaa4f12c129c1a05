import Cryptography
import Primitives

/// 0x0b: the sum of two points of BLS12-381's curve over Fp (EIP-2537).
enum BLS12G1AddContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .flat(375), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BLS12_G1ADD")
  }
}

/// 0x0c: a sum of G1 points times scalars (EIP-2537).
enum BLS12G1MSMContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .computed(gas), run: run)
  ]

  @Sendable
  static func gas(_ input: Span<UInt8>) -> UInt64 {
    MultiScalarPrice.gas(
      input, size: 160, each: 12_000, discounts: MultiScalarPrice.discountsG1)
  }

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BLS12_G1MSM")
  }
}

/// 0x0d: the sum of two points of BLS12-381's curve over Fp2 (EIP-2537).
enum BLS12G2AddContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .flat(600), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BLS12_G2ADD")
  }
}

/// 0x0e: a sum of G2 points times scalars (EIP-2537).
enum BLS12G2MSMContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .computed(gas), run: run)
  ]

  @Sendable
  static func gas(_ input: Span<UInt8>) -> UInt64 {
    MultiScalarPrice.gas(
      input, size: 288, each: 22_500, discounts: MultiScalarPrice.discountsG2)
  }

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BLS12_G2MSM")
  }
}

/// 0x0f: whether a product of pairings on BLS12-381 is one (EIP-2537).
enum BLS12PairingContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .parts(base: 37_700, each: 32_600, size: 384), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BLS12_PAIRING_CHECK")
  }
}

/// 0x10: a point of G1 from a field element (EIP-2537).
enum BLS12MapToG1Contract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .flat(5500), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BLS12_MAP_FP_TO_G1")
  }
}

/// 0x11: a point of G2 from an element of Fp2 (EIP-2537).
enum BLS12MapToG2Contract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .flat(23_800), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BLS12_MAP_FP2_TO_G2")
  }
}
