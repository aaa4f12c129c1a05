import CSecp256k1
public import Primitives

/// ECDSA on secp256k1 (SEC 2), with public keys recovered from signatures.
public enum Secp256k1 {
  /// Order of the group (`n` of SEC 2 §2.4.1).
  public static let order = UInt256(
    limbs: 0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe,
    0xffff_ffff_ffff_ffff)

  /// The largest `s` that EIP-2 allows in a transaction: half the order.
  public static let maximumLowS = order >> 1

  /// The uncompressed public key (0x04 ‖ x ‖ y, 65 bytes) that signed `digest`.
  ///
  /// `recoveryID` is 0 to 3. Nil when `r` or `s` is not in 1..<n or no key fits; a high `s` is
  /// accepted, as precompile 0x01 does.
  public static func recoverPublicKey(
    digest: Hash256, r: UInt256, s: UInt256, recoveryID: UInt8
  ) -> [UInt8]? {
    guard recoveryID < 4 else { return nil }
    var signature = secp256k1_ecdsa_recoverable_signature()
    var key = secp256k1_pubkey()
    let compact = r.bigEndianBytes + s.bigEndianBytes
    // Safe: 64 and 32 bytes are read.
    guard
      unsafe secp256k1_ecdsa_recoverable_signature_parse_compact(
        context.pointer, &signature, compact, Int32(recoveryID)) == 1,
      unsafe secp256k1_ecdsa_recover(context.pointer, &key, &signature, digest.bytes) == 1
    else { return nil }
    return unsafe serialized(&key, compressed: false)
  }

  /// The address of the key that signed `digest`; nil as for `recoverPublicKey`.
  public static func recoverAddress(
    digest: Hash256, r: UInt256, s: UInt256, recoveryID: UInt8
  ) -> EthAddress? {
    recoverPublicKey(digest: digest, r: r, s: s, recoveryID: recoveryID)
      .map(address(ofPublicKey:))
  }

  /// Signs with a deterministic nonce (RFC 6979); `s` is at most half the order.
  ///
  /// Nil when the 32-byte `privateKey` is not in 1..<n.
  public static func sign(
    digest: Hash256, privateKey: [UInt8]
  ) -> (r: UInt256, s: UInt256, recoveryID: UInt8)? {
    guard isValid(privateKey: privateKey) else { return nil }
    var signature = secp256k1_ecdsa_recoverable_signature()
    var recoveryID: Int32 = 0
    var compact = [UInt8](repeating: 0, count: 64)
    guard
      unsafe secp256k1_ecdsa_sign_recoverable(
        context.pointer, &signature, digest.bytes, privateKey, nil, nil) == 1,
      unsafe secp256k1_ecdsa_recoverable_signature_serialize_compact(
        context.pointer, &compact, &recoveryID, &signature) == 1,
      let r = UInt256(bigEndian: compact[..<32]), let s = UInt256(bigEndian: compact[32...])
    else { return nil }
    return (r, s, UInt8(recoveryID))
  }

  /// Whether these are 32 bytes of a number in 1..<n.
  public static func isValid(privateKey: [UInt8]) -> Bool {
    guard privateKey.count == 32 else { return false }
    // Safe: 32 bytes are read.
    return unsafe secp256k1_ec_seckey_verify(context.pointer, privateKey) == 1
  }

  /// The uncompressed public key (65 bytes), or the compressed one (33); nil for an invalid key.
  public static func publicKey(of privateKey: [UInt8], compressed: Bool = false) -> [UInt8]? {
    guard isValid(privateKey: privateKey) else { return nil }
    var key = secp256k1_pubkey()
    guard unsafe secp256k1_ec_pubkey_create(context.pointer, &key, privateKey) == 1 else {
      return nil
    }
    return unsafe serialized(&key, compressed: compressed)
  }

  /// The address of a private key; nil for an invalid one.
  public static func address(of privateKey: [UInt8]) -> EthAddress? {
    publicKey(of: privateKey).map(address(ofPublicKey:))
  }

  /// The low 20 bytes of the Keccak-256 of x ‖ y; `publicKey` is uncompressed.
  public static func address(ofPublicKey publicKey: [UInt8]) -> EthAddress {
    precondition(publicKey.count == 65, "an uncompressed key has 65 bytes")
    return EthAddress(truncating: Keccak256.hash(publicKey[1...]).word)
  }

  /// (privateKey + tweak) mod n; nil when the tweak is not below n or the sum is zero (BIP-32).
  static func adding(tweak: [UInt8], toPrivateKey privateKey: [UInt8]) -> [UInt8]? {
    guard tweak.count == 32, isValid(privateKey: privateKey) else { return nil }
    var sum = privateKey
    guard unsafe secp256k1_ec_seckey_tweak_add(context.pointer, &sum, tweak) == 1 else {
      return nil
    }
    return sum
  }

  /// The x coordinate of the point that two key pairs share (SEC 1 §3.3.1), 32 bytes.
  ///
  /// Nil when a key is not valid; `publicKey` may be compressed.
  public static func sharedX(privateKey: [UInt8], publicKey: [UInt8]) -> [UInt8]? {
    guard isValid(privateKey: privateKey) else { return nil }
    var point = secp256k1_pubkey()
    // Safe: the bytes are read with their count; the private key has 32.
    guard
      unsafe secp256k1_ec_pubkey_parse(
        context.pointer, &point, publicKey, publicKey.count) == 1,
      unsafe secp256k1_ec_pubkey_tweak_mul(context.pointer, &point, privateKey) == 1
    else { return nil }
    return unsafe Array(serialized(&point, compressed: true).dropFirst())
  }

  @unsafe
  private static func serialized(_ key: inout secp256k1_pubkey, compressed: Bool) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: compressed ? 33 : 65)
    var count = bytes.count
    // Safe: `count` bytes are there, and a parsed key always serializes.
    unsafe secp256k1_ec_pubkey_serialize(
      context.pointer, &bytes, &count, &key,
      UInt32(compressed ? SECP256K1_EC_COMPRESSED : SECP256K1_EC_UNCOMPRESSED))
    return bytes
  }

  private static let context = Context()

  /// The library's context: made once, only read afterwards.
  @safe
  private struct Context: @unchecked Sendable {
    // Safe: the library's functions take a constant context from any thread.
    let pointer: OpaquePointer

    init() {
      guard let made = unsafe secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
        preconditionFailure("libsecp256k1 made no context")
      }
      // Blinds the multiplications that touch secrets.
      var system = SystemRandomNumberGenerator()
      let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &system) }
      _ = unsafe secp256k1_context_randomize(made, seed)
      unsafe pointer = made
    }
  }
}
