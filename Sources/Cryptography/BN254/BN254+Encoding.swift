extension AffinePoint where Group == BN254.G1 {
  /// 64 bytes x ‖ y from `offset`, big-endian, zeros for infinity (EIP-196 §Encoding).
  ///
  /// Nil when a coordinate is not below p, the point is not on the curve, or bytes are missing.
  package init?(bigEndian bytes: Span<UInt8>, at offset: Int) {
    guard let x = BN254.Field(bigEndian: bytes, at: offset),
      let y = BN254.Field(bigEndian: bytes, at: offset + 32)
    else { return nil }
    self.init(checkingX: x, y: y)
  }

  /// 64 bytes x ‖ y.
  package var bigEndianBytes: [UInt8] { x.bigEndianBytes + y.bigEndianBytes }
}

extension AffinePoint where Group == BN254.G2 {
  /// 128 bytes x ‖ y from `offset`, each coordinate a + b·u as b ‖ a (EIP-197 §Encoding).
  ///
  /// Nil when a coordinate is not below p, the point is not on the twist or not of order r, or bytes
  /// are missing.
  package init?(bigEndian bytes: Span<UInt8>, at offset: Int) {
    guard let x1 = BN254.Field(bigEndian: bytes, at: offset),
      let x0 = BN254.Field(bigEndian: bytes, at: offset + 32),
      let y1 = BN254.Field(bigEndian: bytes, at: offset + 64),
      let y0 = BN254.Field(bigEndian: bytes, at: offset + 96)
    else { return nil }
    self.init(checkingX: Fp2(x0, x1), y: Fp2(y0, y1))
    guard isInSubgroup else { return nil }
  }
}

extension BN254 {
  /// Whether the product of the pairings of points of G1 and G2 is one.
  package static func pairingIsOne(
    _ pairs: [(g1: AffinePoint<G1>, g2: AffinePoint<G2>)]
  ) -> Bool {
    pairingProductIsOne(pairs)
  }
}
