import Cryptography
import Primitives
import Testing

@Suite struct Blake2Tests {
  /// RFC 7693 appendix A.
  @Test func theDigestOfAbcIsTheStandards() {
    #expect(
      Hex.encode(Blake2b.hash(Array("abc".utf8), size: 64))
        == "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")
  }

  /// The unkeyed half of RFC 7693 appendix E: a hash over the digests of many messages.
  ///
  /// Keys are not offered, so the expected value is that of the same program over Python's hashlib.
  @Test func messagesOfManyLengthsAndSizesAgree() {
    var all: [UInt8] = []
    for size in [20, 32, 48, 64] {
      for count in [0, 3, 128, 129, 255, 1024] {
        all += Blake2b.hash(selfTestSequence(count: count, seed: UInt32(count)), size: size)
      }
    }
    #expect(
      Hex.encode(Blake2b.hash(all, size: 32))
        == "681f345ad53c6360214ea500fd259edddbca775f605fad81b9b189d6d88e15c6")
  }

  @Test func shortDigestsAndTheHash256FormAgreeWithTheirOwnParameters() {
    // Python: hashlib.blake2b(b"abc", digest_size=n).hexdigest()
    #expect(Hex.encode(Blake2b.hash(Array("abc".utf8), size: 4)) == "63906248")
    #expect(
      Hex.encode(Blake2b.hash(Array("abc".utf8), size: 20))
        == "384264f676f39536840523f284921cdc68b6846b")
    let digest = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"
    #expect(Hex.encode(Blake2b.hash(Array("abc".utf8), size: 32)) == digest)
    #expect("\(Blake2b.hash256(Array("abc".utf8)))" == "0x" + digest)
  }

  /// EIP-152 test vectors 4, 5 and 6: state, message "abc", offset 3.
  @Test func compressionFollowsRoundsAndTheFinalFlag() {
    let h: [UInt64] = [
      0x6a09_e667_f2bd_c948, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
      0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
    ]
    let m: [UInt64] = [0x63_6261] + [UInt64](repeating: 0, count: 15)
    let cases: [(rounds: UInt32, final: Bool, result: String)] = [
      (
        0, true,
        "08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
          + "d282e6ad7f520e511f6c3e2b8c68059b9442be0454267ce079217e1319cde05b"
      ),
      (
        12, true,
        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
          + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
      ),
      (
        12, false,
        "75ab69d3190a562c51aef8d88f1c2775876944407270c42c9844252c26d28752"
          + "98743e7f6d5ea2f2d3e8d226039cd31b4e426ac4f2d3d666a610c2116fde4735"
      ),
      (
        1, true,
        "b63a380cb2897d521994a85234ee2c181b5f844d2c624c002677e9703449d2fb"
          + "a551b3a8333bcdf5f2f7e08993d53923de3d64fcc68c034e717b9293fed7a421"
      ),
    ]
    for (rounds, final, result) in cases {
      let state = Blake2F.compress(rounds: rounds, h: h, m: m, t: (3, 0), final: final)
      let bytes = state.flatMap { word in
        (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
      }
      #expect(Hex.encode(bytes) == result, "\(rounds) rounds, final \(final)")
    }
  }
}

/// `selftest_seq` of RFC 7693 appendix E.
private func selfTestSequence(count: Int, seed: UInt32) -> [UInt8] {
  var a = 0xDEAD_4BAD &* seed
  var b: UInt32 = 1
  return (0..<count).map { _ in
    let t = a &+ b
    a = b
    b = t
    return UInt8(truncatingIfNeeded: t >> 24)
  }
}
