/// Big-endian bytes, the only byte order that the EVM, RLP and CBOR use for words.
extension UInt256 {
  /// A word from at most 32 big-endian bytes; nil when there are more.
  public init?(bigEndian bytes: some Collection<UInt8>) {
    guard bytes.count <= 32 else { return nil }
    var word = UInt256.zero
    for byte in bytes { word = (word << 8) | UInt256(UInt64(byte)) }
    self = word
  }

  /// All 32 bytes, most significant first.
  public var bigEndianBytes: [UInt8] {
    var bytes = [UInt8]()
    bytes.reserveCapacity(32)
    for limb in [limb3, limb2, limb1, limb0] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: limb >> UInt64(shift)))
      }
    }
    return bytes
  }

  /// The bytes without leading zeros: empty for zero, as RLP and Filecoin's KAMT write a word.
  public var minimalBigEndianBytes: [UInt8] { Array(bigEndianBytes.suffix(byteWidthUsed)) }

  /// Loads 32 big-endian bytes.
  @unsafe @inlinable
  public init(bigEndianAt pointer: UnsafeRawPointer) {
    unsafe self.init(
      limbs: UInt64(bigEndian: pointer.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
      UInt64(bigEndian: pointer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
      UInt64(bigEndian: pointer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      UInt64(bigEndian: pointer.loadUnaligned(fromByteOffset: 0, as: UInt64.self)))
  }

  /// Stores 32 big-endian bytes.
  @unsafe @inlinable
  public func storeBigEndian(to pointer: UnsafeMutableRawPointer) {
    unsafe pointer.storeBytes(of: limb3.bigEndian, toByteOffset: 0, as: UInt64.self)
    unsafe pointer.storeBytes(of: limb2.bigEndian, toByteOffset: 8, as: UInt64.self)
    unsafe pointer.storeBytes(of: limb1.bigEndian, toByteOffset: 16, as: UInt64.self)
    unsafe pointer.storeBytes(of: limb0.bigEndian, toByteOffset: 24, as: UInt64.self)
  }
}
