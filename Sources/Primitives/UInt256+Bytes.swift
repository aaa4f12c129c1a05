/// Big-endian bytes, the only byte order that the EVM, RLP and CBOR use for words.
extension UInt256 {
  /// A word from at most 32 big-endian bytes; nil when there are more.
  @inlinable
  public init?(bigEndian bytes: some Collection<UInt8>) {
    let word: UInt256?? = bytes.withContiguousStorageIfAvailable { buffer in
      unsafe UInt256(bigEndianIn: UnsafeRawBufferPointer(buffer))
    }
    guard let word = word ?? UInt256(bigEndianOneByOne: bytes) else { return nil }
    self = word
  }

  /// At most 32 big-endian bytes of borrowed memory.
  @unsafe @inlinable
  init?(bigEndianIn bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= 32 else { return nil }
    if bytes.count == 32, let start = bytes.baseAddress {
      unsafe self.init(bigEndianAt: start)
      return
    }
    unsafe self.init(bigEndianOneByOne: bytes)
  }

  @usableFromInline
  init?(bigEndianOneByOne bytes: some Collection<UInt8>) {
    guard bytes.count <= 32 else { return nil }
    var word = UInt256.zero
    var limb: UInt64 = 0
    var left = bytes.count
    for byte in bytes {
      limb = limb << 8 | UInt64(byte)
      left -= 1
      guard left & 7 == 0 else { continue }
      switch left >> 3 {
      case 0: word.limb0 = limb
      case 1: word.limb1 = limb
      case 2: word.limb2 = limb
      default: word.limb3 = limb
      }
      limb = 0
    }
    self = word
  }

  /// All 32 bytes, most significant first.
  public var bigEndianBytes: [UInt8] { suffixOfBytes(32) }

  /// The bytes without leading zeros: empty for zero, as RLP and Filecoin's KAMT write a word.
  public var minimalBigEndianBytes: [UInt8] { suffixOfBytes(byteWidthUsed) }

  /// The lowest `count` bytes, most significant first; `count` is at most 32.
  func suffixOfBytes(_ count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 32) { output, filled in
      guard let start = output.baseAddress else { return }
      let bytes = UnsafeMutableRawPointer(start)
      // Safe: the capacity is 32 bytes.
      unsafe storeBigEndian(to: bytes)
      if count < 32 { unsafe bytes.copyMemory(from: bytes + (32 - count), byteCount: count) }
      filled = count
    }
  }

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

extension [UInt8] {
  /// Appends the lowest `count` bytes of a word, most significant first; `count` is at most 32.
  public mutating func append(bigEndian word: UInt256, count: Int = 32) {
    precondition((0...32).contains(count), "a word has 32 bytes, not \(count)")
    append(addingCapacity: 32) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
        guard let start = buffer.baseAddress else { return }
        let bytes = UnsafeMutableRawPointer(start)
        // Safe: the buffer was asked to hold 32 bytes.
        unsafe word.storeBigEndian(to: bytes)
        if count < 32 { unsafe bytes.copyMemory(from: bytes + (32 - count), byteCount: count) }
        filled = count
      }
    }
  }

  /// Appends the lowest `count` bytes of a number, least significant first; `count` is at most 8.
  public mutating func append(littleEndian value: UInt64, count: Int = 8) {
    precondition((0...8).contains(count), "a limb has 8 bytes, not \(count)")
    append(addingCapacity: 8) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
        guard let start = buffer.baseAddress else { return }
        // Safe: the buffer was asked to hold 8 bytes.
        unsafe UnsafeMutableRawPointer(start).storeBytes(of: value.littleEndian, as: UInt64.self)
        filled = count
      }
    }
  }

  /// The 8 little-endian bytes from `offset` as a number; they must be there.
  public func littleEndianLimb(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count - 8, "no 8 bytes from \(offset) of \(count)")
    return unsafe withUnsafeBytes { buffer in
      // Safe: checked above.
      UInt64(littleEndian: unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
  }

  /// The 32 big-endian bytes from `offset` as a word; they must be there.
  public func bigEndianWord(at offset: Int) -> UInt256 {
    precondition(offset >= 0 && offset <= count - 32, "no 32 bytes from \(offset) of \(count)")
    return unsafe withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return .zero }
      // Safe: checked above.
      return unsafe UInt256(bigEndianAt: start + offset)
    }
  }
}
