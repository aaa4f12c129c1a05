import Cryptography
import Primitives

/// 0x0a: a blob's polynomial at one point, against its KZG commitment (EIP-4844).
///
/// Input, 192 bytes: versioned hash (32) ‖ z (32) ‖ y (32) ‖ commitment (48) ‖ proof (48); output:
/// the words 4096 and r, when the polynomial is y at z. Everything else fails.
enum PointEvaluationContract {
  static let history = [PrecompileVersion(.cancun, eip: 4844, .flat(50_000), run: run)]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count == 192 else { return nil }
    let commitment = input.bytes(at: 96, 48)
    guard KZG.versionedHash(of: commitment) == input.bytes(at: 0, 32),
      KZG.verify(
        commitment: commitment, proof: input.bytes(at: 144, 48), point: input.word(at: 32),
        value: input.word(at: 64))
    else { return nil }
    return UInt256(fieldElementsPerBlob).bigEndianBytes + BLS12381.order.bigEndianBytes
  }

  /// FIELD_ELEMENTS_PER_BLOB (EIP-4844 §Parameters).
  private static let fieldElementsPerBlob: UInt64 = 4096
}
