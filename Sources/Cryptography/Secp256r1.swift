import CLibcrypto
public import Primitives

/// ECDSA on P-256, also called secp256r1 (FIPS 186-5, SEC 2 §2.4.2).
public enum Secp256r1 {
  /// Prime of the field.
  static let prime = UInt256(
    limbs: 0xffff_ffff_ffff_ffff, 0x0000_0000_ffff_ffff, 0, 0xffff_ffff_0000_0001)

  /// Order of the group.
  static let order = UInt256(
    limbs: 0xf3b9_cac2_fc63_2551, 0xbce6_faad_a717_9e84, 0xffff_ffff_ffff_ffff,
    0xffff_ffff_0000_0000)

  /// Whether (r, s) signs `digest` under the public key (x, y), by the rules of EIP-7951.
  ///
  /// False when `r` or `s` is not in 1..<n, when a coordinate is not below the prime, and when the
  /// point is off the curve or is (0, 0). A high `s` is accepted.
  public static func verify(
    digest: Hash256, r: UInt256, s: UInt256, x: UInt256, y: UInt256
  ) -> Bool {
    guard !r.isZero, r < order, !s.isZero, s < order, x < prime, y < prime else { return false }
    return unsafe Verification.run(digest: digest.word, r: r, s: s, x: x, y: y)
  }

  /// The curve as libcrypto knows it: made once, only read afterwards.
  @safe
  fileprivate struct Group: @unchecked Sendable {
    // Safe: libcrypto's functions take a constant group from any thread; never freed.
    let pointer: OpaquePointer

    init() {
      guard let group = unsafe EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1) else {
        preconditionFailure("the system's libcrypto offers no P-256")
      }
      unsafe pointer = group
    }
  }

  fileprivate static let group = Group()
}

private enum Verification {
  /// The arguments are in range. False also when libcrypto runs out of memory.
  @unsafe
  static func run(digest: UInt256, r: UInt256, s: UInt256, x: UInt256, y: UInt256) -> Bool {
    let group = unsafe Secp256r1.group.pointer
    guard let scratch = unsafe BN_CTX_new() else { return false }
    defer { unsafe BN_CTX_free(scratch) }
    unsafe BN_CTX_start(scratch)
    defer { unsafe BN_CTX_end(scratch) }
    guard let order = unsafe EC_GROUP_get0_order(group),
      let key = unsafe EC_POINT_new(group)
    else { return false }
    defer { unsafe EC_POINT_free(key) }
    guard let sum = unsafe EC_POINT_new(group) else { return false }
    defer { unsafe EC_POINT_free(sum) }
    // Numbers live in the scratch context and are freed with it.
    guard let r = unsafe number(r, scratch), let s = unsafe number(s, scratch),
      let digest = unsafe number(digest, scratch),
      let x = unsafe number(x, scratch), let y = unsafe number(y, scratch),
      let inverse = unsafe BN_CTX_get(scratch), let u1 = unsafe BN_CTX_get(scratch),
      let u2 = unsafe BN_CTX_get(scratch), let found = unsafe BN_CTX_get(scratch)
    else { return false }
    // Refuses a point that is not on the curve.
    guard unsafe EC_POINT_set_affine_coordinates(group, key, x, y, scratch) == 1 else {
      ERR_clear_error()
      return false
    }
    // R = (digest / s) G + (r / s) Q; the signature holds if R's x is r modulo n.
    guard unsafe BN_mod_inverse(inverse, s, order, scratch) != nil,
      unsafe BN_mod_mul(u1, digest, inverse, order, scratch) == 1,
      unsafe BN_mod_mul(u2, r, inverse, order, scratch) == 1,
      unsafe EC_POINT_mul(group, sum, u1, key, u2, scratch) == 1,
      unsafe EC_POINT_is_at_infinity(group, sum) == 0,
      unsafe EC_POINT_get_affine_coordinates(group, sum, found, nil, scratch) == 1,
      unsafe BN_nnmod(found, found, order, scratch) == 1
    else {
      ERR_clear_error()
      return false
    }
    return unsafe BN_cmp(found, r) == 0
  }

  @unsafe
  private static func number(_ value: UInt256, _ scratch: OpaquePointer) -> OpaquePointer? {
    guard let number = unsafe BN_CTX_get(scratch) else { return nil }
    // Safe: 32 bytes are read.
    return unsafe BN_bin2bn(value.bigEndianBytes, 32, number)
  }
}
