package import IPLD
import Primitives

extension BigInt: CustomStringConvertible {
  /// Decimal text.
  package var description: String {
    guard !isZero else { return "0" }
    var groups: [String] = []
    var rest = BigInt(isNegative: false, limbs: limbs)
    let group = BigInt(10_000_000_000_000_000_000 as UInt64)
    while !rest.isZero {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: group)
      let digits = String(remainder.asUInt64 ?? 0)
      groups.append(
        quotient.isZero ? digits : String(repeating: "0", count: 19 - digits.count) + digits)
      rest = quotient
    }
    return (isNegative ? "-" : "") + groups.reversed().joined()
  }

  /// Decimal digits, with `-` in front of a negative number; nil when malformed.
  package init?(text: some StringProtocol) {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let digits = isNegative ? text.utf8.dropFirst() : text.utf8.dropFirst(0)
    guard !digits.isEmpty else { return nil }
    var value = BigInt.zero
    var group: UInt64 = 0
    var scale: UInt64 = 1
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      group = group * 10 + UInt64(digit - 0x30)
      scale *= 10
      if scale == 1_000_000_000_000_000_000 {
        value = value * BigInt(scale) + BigInt(group)
        (group, scale) = (0, 1)
      }
    }
    value = value * BigInt(scale) + BigInt(group)
    self.init(isNegative: isNegative, limbs: value.limbs)
  }
}

/// A byte string: empty for zero, else a sign byte (00 or 01) and the big-endian magnitude
/// (ref-fvm `shared/src/bigint/bigint_ser.rs`).
extension BigInt: CBORCodable {
  /// Bytes of the longest CBOR form, sign included.
  package static let maximumCBORSize = 128

  /// Whether the number is short enough to be written. One that is not must not be encoded.
  package var isEncodable: Bool {
    smallMagnitude != nil || magnitudeBytes.count < Self.maximumCBORSize
  }

  package func encode(to encoder: inout CBOREncoder) {
    guard !isZero else {
      encoder.append(bytesOf: .zero, count: 0)
      return
    }
    if let magnitude = smallMagnitude {
      // The sign stands before the magnitude; 17 bytes at most, so both are one word.
      let word = UInt256(magnitude)
      let count = word.byteWidthUsed
      let sign: UInt256 = isNegative ? 1 : 0
      encoder.append(bytesOf: word | sign << UInt64(8 * count), count: count + 1)
      return
    }
    let magnitude = magnitudeBytes
    precondition(magnitude.count < Self.maximumCBORSize, "big integer too large for CBOR")
    encoder.append(bytes: [isNegative ? 1 : 0] + magnitude)
  }

  /// Leading zeros of the magnitude are accepted, as the reference implementation accepts them.
  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    let start = decoder.offset
    let bytes = try decoder.readBytes(upTo: Self.maximumCBORSize, "big integer")
    switch bytes.first {
    case nil: self = .zero
    case 0: self.init(isNegative: false, magnitude: bytes.dropFirst())
    case 1: self.init(isNegative: true, magnitude: bytes.dropFirst())
    case let sign?:
      throw CBORError(.unexpected("sign byte \(sign) of a big integer is not 0 or 1"), at: start)
    }
  }
}
