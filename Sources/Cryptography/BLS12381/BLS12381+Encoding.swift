extension BLS12381Field {
  /// The length of an element as EIP-2537 writes it.
  package static let paddedByteCount = 64

  /// 64 big-endian bytes from `offset`, the first 16 zero (EIP-2537 §Fine points and encoding).
  package init?(padded bytes: Span<UInt8>, at offset: Int) {
    guard offset >= 0, offset + Self.paddedByteCount <= bytes.count else { return nil }
    for index in offset..<offset + 16 where bytes[index] != 0 { return nil }
    self.init(bigEndian: bytes, at: offset + 16)
  }

  /// 64 big-endian bytes.
  package var paddedBytes: [UInt8] { [UInt8](repeating: 0, count: 16) + bigEndianBytes }
}

extension Fp2 where Field == BLS12381Field {
  /// 128 bytes c0 ‖ c1 from `offset`.
  package init?(padded bytes: Span<UInt8>, at offset: Int) {
    guard let c0 = Field(padded: bytes, at: offset),
      let c1 = Field(padded: bytes, at: offset + Field.paddedByteCount)
    else { return nil }
    self.init(c0, c1)
  }

  /// 128 bytes c0 ‖ c1.
  package var paddedBytes: [UInt8] { c0.paddedBytes + c1.paddedBytes }
}

extension AffinePoint where Group == BLS12381.G1 {
  /// 128 bytes x ‖ y from `offset`, zeros for infinity.
  ///
  /// Nil when a coordinate is malformed or the point is not on the curve; whether it is in the
  /// subgroup is asked apart.
  package init?(padded bytes: Span<UInt8>, at offset: Int) {
    guard let x = BLS12381Field(padded: bytes, at: offset),
      let y = BLS12381Field(padded: bytes, at: offset + BLS12381Field.paddedByteCount)
    else { return nil }
    self.init(checkingX: x, y: y)
  }

  /// 128 bytes x ‖ y.
  package var paddedBytes: [UInt8] { x.paddedBytes + y.paddedBytes }

  /// The 48 bytes of the consensus layer's encoding, and whether the point is in the subgroup
  /// (draft-irtf-cfrg-pairing-friendly-curves, appendix C).
  ///
  /// The first byte's highest bit is set, the next one stands for infinity, the third for the larger
  /// of the two y. Nil when the encoding is not the one of a point of G1.
  package init?(compressed bytes: [UInt8]) {
    guard bytes.count == 48, bytes[0] & 0x80 != 0 else { return nil }
    var digits = bytes
    digits[0] &= 0x1f
    if bytes[0] & 0x40 != 0 {
      guard bytes[0] == 0xc0, digits.allSatisfy({ $0 == 0 }) else { return nil }
      self = .infinity
      return
    }
    guard let x = BLS12381Field(bigEndian: digits.span, at: 0),
      let y = (x.squared() * x + BLS12381.G1.coefficient).squareRoot()
    else { return nil }
    let wantsLarger = bytes[0] & 0x20 != 0
    self.init(x: x, y: y.isLexicographicallyLargest == wantsLarger ? y : -y)
    guard isInSubgroup else { return nil }
  }
}

extension AffinePoint where Group == BLS12381.G2 {
  /// 256 bytes x ‖ y from `offset`, zeros for infinity.
  ///
  /// Nil when a coordinate is malformed or the point is not on the twist; whether it is in the
  /// subgroup is asked apart.
  package init?(padded bytes: Span<UInt8>, at offset: Int) {
    guard let x = Fp2<BLS12381Field>(padded: bytes, at: offset),
      let y = Fp2<BLS12381Field>(padded: bytes, at: offset + 2 * BLS12381Field.paddedByteCount)
    else { return nil }
    self.init(checkingX: x, y: y)
  }

  /// 256 bytes x ‖ y.
  package var paddedBytes: [UInt8] { x.paddedBytes + y.paddedBytes }
}
