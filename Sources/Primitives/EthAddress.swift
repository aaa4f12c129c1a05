/// A 20-byte Ethereum address.
@frozen
public struct EthAddress: Hashable, Sendable {
  /// The address as a number: the low 160 bits of a word, the rest zero.
  public let word: UInt256

  /// Takes the low 160 bits, as every opcode that reads an address does.
  @inlinable
  public init(truncating word: UInt256) {
    self.word = UInt256(limbs: word.limb0, word.limb1, word.limb2 & 0xffff_ffff, 0)
  }

  /// Exactly 20 bytes, else nil.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 20, let word = UInt256(bigEndian: bytes) else { return nil }
    self.word = word
  }

  /// 40 digits, with or without `0x`, of either case (the checksum of EIP-55 is not checked).
  public init?(hex: some StringProtocol) {
    guard let bytes = try? Hex.decode(hex) else { return nil }  // the reason is not asked for here
    self.init(bytes)
  }

  /// All 20 bytes.
  public var bytes: [UInt8] { word.suffixOfBytes(20) }

  @inlinable
  public func hash(into hasher: inout Hasher) {
    hasher.combine(word.limb0)
    hasher.combine(word.limb1)
    hasher.combine(UInt32(truncatingIfNeeded: word.limb2))
  }

  public static let zero = EthAddress(truncating: .zero)
}

extension EthAddress: CustomStringConvertible {
  /// `0x` and 40 lower-case digits.
  public var description: String { Hex.encode(bytes, prefix: true) }
}

extension EthAddress: Comparable {
  @inlinable
  public static func < (left: EthAddress, right: EthAddress) -> Bool { left.word < right.word }
}
