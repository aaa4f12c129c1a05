import Primitives
import Testing

@testable import Cryptography

struct BLSSignatureTests {
  /// Message, key and signature by py_ecc 8.0.0 (`G2Basic`).
  private static let vectors: [(message: String, key: String, signature: String)] = [
    (
      "",
      "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aef"
        + "fb3af00adb22c6bb",
      "a8aab303e33ed14f4a904004a92bd26ffc969c1d1e7d4b7f0c04150a73e1845a911e51a2b2d369d5"
        + "cef06560c5ac9f5715c01566993d4469805df3e1f29b536481a832bf2751b6908faed6776d062d58"
        + "5521889232999d72b679d6e38bb5cfff"
    ),
    (
      "68656c6c6f",
      "b9553070b412a376743b00acd69beb514826cdfa2b95350081853a8a3d7123a3828a487610078175"
        + "eb7c3e75ca04e96c",
      "acc0d6b560961c7b9c420c491abca749b347901d39718712210516ced2a75634d778c1daf0525b41"
        + "c10e8e16228e74ff0bf07b2f9cc15106c0e4f6405eebd663ed33555b9d4435141984b2e97a2b2735"
        + "34ad8356b4a5a26b81b1901058f9deb9"
    ),
    (
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627"
        + "28292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f"
        + "505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f7071727374757677"
        + "78797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
        + "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7",
      "a051c28555f14cf73f24f07a06f865ddbd3f18c5bc1ed54a641575db2ee7136978eee346cae21b07"
        + "d015bcd698707d0c",
      "a4cb68cb64fe91e8bcd1f6d645c455e7b6ee6ebfbd97a96aa870f3ad1ca73ffcad5d6fdcac8a8e42"
        + "86250bfe95dd162909c1289bab93d06786214720ecf99faad19660c5cf467af8fc360891f9c907b6"
        + "8d54e9cd542f24448c52bb0181dd7007"
    ),
  ]

  @Test func signaturesOfAnotherImplementationAreValid() throws {
    for vector in Self.vectors {
      let message = try Hex.decode(vector.message)
      let key = try Hex.decode(vector.key)
      let signature = try Hex.decode(vector.signature)
      #expect(BLSSignature.isValid(signature, over: message, by: key))
      #expect(!BLSSignature.isValid(signature, over: message + [0], by: key))
      var other = signature
      other[0] ^= 0x20
      #expect(!BLSSignature.isValid(other, over: message, by: key), "the negated point")
    }
  }

  @Test func whatIsNoPointSignsNothing() throws {
    let vector = Self.vectors[1]
    let message = try Hex.decode(vector.message)
    let key = try Hex.decode(vector.key)
    let signature = try Hex.decode(vector.signature)
    let infinityKey = [0xc0] + [UInt8](repeating: 0, count: 47)
    let infinity = [0xc0] + [UInt8](repeating: 0, count: 95)
    for (signature, key) in [
      (infinity, infinityKey), (infinity, key), (signature, infinityKey), ([], key),
      (signature, []), (Array(signature.dropLast()), key),
      ([UInt8](repeating: 0xff, count: 96), key), (signature, [UInt8](repeating: 0xff, count: 48)),
      (signature.map { $0 & 0x7f }, key),
    ] {
      #expect(!BLSSignature.isValid(signature, over: message, by: key))
    }
  }
}
