import Cryptography
import Primitives

/// 0x06: the sum of two points of BN254's G1 (EIP-196).
enum BN254AddContract {
  static let history = [
    PrecompileVersion(.byzantium, eip: 196, .flat(500), run: run),
    PrecompileVersion(.istanbul, eip: 1108, .flat(150), run: run),
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BN254_ADD")
  }
}

/// 0x07: a point of BN254's G1 times a scalar (EIP-196).
enum BN254MulContract {
  static let history = [
    PrecompileVersion(.byzantium, eip: 196, .flat(40_000), run: run),
    PrecompileVersion(.istanbul, eip: 1108, .flat(6000), run: run),
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BN254_MUL")
  }
}

/// 0x08: whether a product of pairings on BN254 is one (EIP-197).
enum BN254PairingContract {
  static let history = [
    PrecompileVersion(
      .byzantium, eip: 197, .parts(base: 100_000, each: 80_000, size: 192), run: run),
    PrecompileVersion(
      .istanbul, eip: 1108, .parts(base: 45_000, each: 34_000, size: 192), run: run),
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "BN254_PAIRING")
  }
}
