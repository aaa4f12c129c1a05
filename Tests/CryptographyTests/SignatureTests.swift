import Cryptography
import Primitives
import Testing

@Suite struct SignatureTests {
  /// Deterministic signatures on secp256k1 with SHA-256 (the vectors that python-ecdsa,
  /// bitcoinjs and rust-secp256k1 share): key, message, r, s.
  @Test func signaturesAreDeterministicAndHaveLowS() throws {
    let cases: [(key: UInt64, message: String, r: String, s: String)] = [
      (
        1, "Satoshi Nakamoto",
        "0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8",
        "0x2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"
      ),
      (
        1, "All those moments will be lost in time, like tears in rain. Time to die...",
        "0x8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b",
        "0x547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21"
      ),
    ]
    for (number, message, r, s) in cases {
      let key = UInt256(number).bigEndianBytes
      let digest = try #require(Hash256(SHA256.hash(Array(message.utf8))))
      let signature = try #require(Secp256k1.sign(digest: digest, privateKey: key))
      #expect(signature.r.hexWord == r)
      #expect(signature.s.hexWord == s)
      #expect(signature.s <= Secp256k1.maximumLowS)
      let recovered = Secp256k1.recoverPublicKey(
        digest: digest, r: signature.r, s: signature.s, recoveryID: signature.recoveryID)
      #expect(recovered == Secp256k1.publicKey(of: key))
    }
  }

  /// The generator, SEC 2 §2.4.1.
  @Test func thePublicKeyOfOneIsTheGenerator() {
    let x = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    let y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
    let one = UInt256.one.bigEndianBytes
    #expect(Secp256k1.publicKey(of: one).map { Hex.encode($0) } == "04" + x + y)
    #expect(Secp256k1.publicKey(of: one, compressed: true).map { Hex.encode($0) } == "02" + x)
    #expect(
      Secp256k1.address(of: one)?.description == "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf")
  }

  @Test func keysOutsideTheGroupGiveNothing() {
    for number in [UInt256.zero, Secp256k1.order, .max] {
      #expect(Secp256k1.publicKey(of: number.bigEndianBytes) == nil)
      #expect(Secp256k1.sign(digest: .zero, privateKey: number.bigEndianBytes) == nil)
    }
    #expect(Secp256k1.publicKey(of: [1]) == nil)
    #expect(Secp256k1.publicKey(of: (Secp256k1.order - 1).bigEndianBytes) != nil)
  }

  /// go-ethereum's ecRecover vector `CallEcrecoverUnrecoverableKey` and `ValidKey`.
  @Test func recoveryFindsTheSigner() throws {
    let digest = try #require(
      Hash256(hex: "18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c"))
    let r = try #require(
      UInt256(text: "0x73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75f"))
    let s = try #require(
      UInt256(text: "0xeeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549"))
    #expect(
      Secp256k1.recoverAddress(digest: digest, r: r, s: s, recoveryID: 1)?.description
        == "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b")
    for (r, s, id) in [
      (UInt256.zero, s, 1), (r, .zero, 1), (Secp256k1.order, s, 1), (r, Secp256k1.order, 1),
      (r, s, 4), (r, s, 255),
    ] as [(UInt256, UInt256, UInt8)] {
      #expect(Secp256k1.recoverPublicKey(digest: digest, r: r, s: s, recoveryID: id) == nil)
    }
  }

  /// RFC 6979 A.2.5 (P-256, SHA-256, "sample").
  @Test func p256AcceptsTheSignatureOfTheStandardAndNoOther() throws {
    let x = try #require(
      UInt256(text: "0x60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"))
    let y = try #require(
      UInt256(text: "0x7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"))
    let r = try #require(
      UInt256(text: "0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"))
    let s = try #require(
      UInt256(text: "0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"))
    let prime = try #require(
      UInt256(text: "0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff"))
    let order = try #require(
      UInt256(text: "0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"))
    let digest = try #require(Hash256(SHA256.hash(Array("sample".utf8))))
    #expect(Secp256r1.verify(digest: digest, r: r, s: s, x: x, y: y))
    // The other root is a signature too: EIP-7951 does not ask for a low s.
    #expect(Secp256r1.verify(digest: digest, r: r, s: order - s, x: x, y: y))
    #expect(!Secp256r1.verify(digest: .zero, r: r, s: s, x: x, y: y))
    let wrong: [(String, UInt256, UInt256, UInt256, UInt256)] = [
      ("r = 0", 0, s, x, y), ("s = 0", r, 0, x, y), ("r = n", order, s, x, y),
      ("s = n", r, order, x, y), ("another r", r + 1, s, x, y), ("another s", r, s + 1, x, y),
      ("off the curve", r, s, x, y + 1), ("-Q", r, s, x, prime - y), ("infinity", r, s, 0, 0),
      ("x ≥ p", r, s, .max, y), ("y ≥ p", r, s, x, .max), ("y + p", r, s, x, prime),
    ]
    for (name, r, s, x, y) in wrong {
      #expect(!Secp256r1.verify(digest: digest, r: r, s: s, x: x, y: y), "\(name)")
    }
  }
}
