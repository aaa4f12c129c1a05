public import Primitives

extension EthAddress {
  /// `0x` and 40 digits whose letter case is a checksum (EIP-55).
  public var checksummed: String {
    let digits = Array(Hex.encode(bytes).utf8)
    let digest = Hex.encode(Keccak256.hash(digits).bytes).utf8
    let cased = zip(digits, digest).map { digit, check in
      digit >= 0x61 && (Hex.value(ofDigit: check) ?? 0) >= 8 ? digit - 0x20 : digit
    }
    return "0x" + String(decoding: cased, as: UTF8.self)
  }
}
