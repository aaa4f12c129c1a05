import Cryptography
import Primitives
import Testing

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct HashTests {
  /// FIPS 180-4 examples (NIST CSRC "SHA256.pdf", "SHA512.pdf").
  @Test func sha256AndSha512OfPublishedMessages() {
    let long = bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
    #expect(
      Hex.encode(SHA256.hash(bytes("abc")))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Hex.encode(SHA256.hash([]))
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      Hex.encode(SHA256.hash(long))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      Hex.encode(SHA256.hash(repeatElement(0x61, count: 1_000_000)))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(
      Hex.encode(SHA512.hash(bytes("abc")))
        == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
  }

  /// The designers' page (Dobbertin, Bosselaers, Preneel: "RIPEMD-160").
  @Test func ripemd160OfPublishedMessages() {
    let cases = [
      ("", "9c1185a5c5e9fc54612808977ee8f548b2258d31"),
      ("a", "0bdc9d2d256b3ee9daae347be6f4dc835a467ffe"),
      ("abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
      ("message digest", "5d0689ef49d2fae572b881b123a85ffa21595f36"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "12a053384a9c0c88e405a06c27dcf49ada62eb2b"
      ),
      (String(repeating: "a", count: 1_000_000), "52783243c1697bdbe16d37f97f68f08325dc1528"),
    ]
    for (message, digest) in cases {
      #expect(Hex.encode(RIPEMD160.hash(bytes(message))) == digest, "\(message.prefix(20))")
    }
  }

  /// RFC 4231 §4.2 and §4.7 (a key longer than a block).
  @Test func hmacSha512OfPublishedMessages() {
    #expect(
      Hex.encode(
        SHA512.authenticationCode(
          key: [UInt8](repeating: 0x0b, count: 20), message: bytes("Hi There")))
        == "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
        + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854")
    #expect(
      Hex.encode(
        SHA512.authenticationCode(
          key: [UInt8](repeating: 0xaa, count: 131),
          message: bytes("Test Using Larger Than Block-Size Key - Hash Key First")))
        == "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
        + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598")
  }

  /// Keccak team, ShortMsgKAT_256 and the empty code hash of the Yellow Paper.
  @Test func keccak256OfPublishedMessages() {
    #expect(Keccak256.hash([]) == .emptyCode)
    #expect(
      "\(Keccak256.hash([0xcc]))"
        == "0xeead6dbfc7340a56caedc044696a168870549a6a7f6f56961e84a54bd9970b8a")
    #expect(
      "\(Keccak256.hash(bytes("abc")))"
        == "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")
  }

  @Test func keccak256DoesNotDependOnHowBytesAreStored() {
    for count in [0, 1, 135, 136, 137, 271, 272, 273, 1000] {
      let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let lazyMessage = (0..<count).lazy.map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let slice = ([9] + message + [9])[1..<count + 1]
      #expect(Keccak256.hash(message) == Keccak256.hash(lazyMessage), "\(count)")
      #expect(Keccak256.hash(message) == Keccak256.hash(slice), "\(count)")
    }
  }
}
