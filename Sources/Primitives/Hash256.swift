/// A 32-byte hash: Keccak-256 digests, state roots, block and transaction hashes.
@frozen
public struct Hash256: Hashable, Sendable {
  /// The hash read as a big-endian number, which is how a word on the EVM's stack holds it.
  public var word: UInt256

  @inlinable
  public init(word: UInt256) { self.word = word }

  /// Exactly 32 bytes, else nil.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 32, let word = UInt256(bigEndian: bytes) else { return nil }
    self.word = word
  }

  /// `0x` and 64 digits, the prefix optional.
  public init?(hex: some StringProtocol) {
    guard let bytes = try? Hex.decode(hex) else { return nil }  // the reason is not asked for here
    self.init(bytes)
  }

  public var bytes: [UInt8] { word.bigEndianBytes }

  public static let zero = Hash256(word: .zero)

  /// Keccak-256 of nothing: the code hash of an account without code.
  public static let emptyCode = Hash256(
    word: UInt256(
      limbs: 0x7bfa_d804_5d85_a470, 0xe500_b653_ca82_273b, 0x927e_7db2_dcc7_03c0,
      0xc5d2_4601_86f7_233c))
}

extension Hash256: CustomStringConvertible {
  /// `0x` and 64 lower-case digits.
  public var description: String { word.hexWord }
}

extension Hash256: Comparable {
  @inlinable
  public static func < (left: Hash256, right: Hash256) -> Bool { left.word < right.word }
}
