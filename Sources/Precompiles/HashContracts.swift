import Cryptography
import Primitives

/// 0x02: SHA-256 of the input (Yellow Paper, appendix E).
enum SHA256Contract {
  static let history = [
    PrecompileVersion(.frontier, eip: nil, .words(base: 60, each: 12), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? { SHA256.hash(input.allBytes) }
}

/// 0x03: RIPEMD-160 of the input, padded to a word on the left (Yellow Paper, appendix E).
enum RIPEMD160Contract {
  static let history = [
    PrecompileVersion(.frontier, eip: nil, .words(base: 600, each: 120), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    [UInt8](repeating: 0, count: 12) + RIPEMD160.hash(input.allBytes)
  }
}

/// 0x04: the input itself (Yellow Paper, appendix E).
enum IdentityContract {
  static let history = [
    PrecompileVersion(.frontier, eip: nil, .words(base: 15, each: 3), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? { input.allBytes }
}
