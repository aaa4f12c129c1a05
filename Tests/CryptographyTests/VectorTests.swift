import Cryptography
import JSONText
import Primitives
import TestSupport
import Testing

/// Signatures and keys out of the conformance vectors; skipped where these are not laid.
@Suite struct VectorTests {
  private static let keys = Fixtures.vectors("BasicTests/keyaddrtest.json")
  private static let signers = Fixtures.vectors("filecoin-golden/delegated_signers.json")
  private static let p256 = Fixtures.vectors("filecoin-golden/p256_precompile.json")

  private func word(_ value: JSONValue?) throws -> UInt256 {
    let text = try #require(value?.string)
    return try #require(UInt256(bigEndian: try Hex.decode(text)))
  }

  /// The key is the Keccak-256 of the seed. The file's signatures are of a digest that it does not
  /// name, and stay out.
  @Test(.enabled(if: keys != nil, "ethereum-tests are not laid"))
  func keysHaveTheirAddresses() throws {
    let document = try JSONValue.parse(Fixtures.bytes(try #require(Self.keys)))
    let cases = try #require(document.array)
    #expect(cases.count == 2)
    for vector in cases {
      let seed = try #require(vector["seed"]?.string)
      let key = Keccak256.hash(Array(seed.utf8))
      #expect(key.word == (try word(vector["key"])))
      let address = try #require(EthAddress(hex: vector["addr"]?.string ?? ""))
      #expect(Secp256k1.address(of: key.bytes) == address)
    }
  }

  @Test(.enabled(if: signers != nil, "Filecoin's vectors are not laid"))
  func signersOfFilecoinsTransactionsAreRecovered() throws {
    let document = try JSONValue.parse(Fixtures.bytes(try #require(Self.signers)))
    let cases = try #require(document["cases"]?.array)
    #expect(!cases.isEmpty)
    for vector in cases {
      let id = vector["id"]?.string ?? "?"
      let address = vector["eth"]?.string
      if let key = vector["private_key"]?.string {
        let number = try #require(UInt256(text: key), "\(id)")
        #expect(Secp256k1.address(of: number.bigEndianBytes)?.description == address, "\(id)")
        continue
      }
      let message = try Hex.decode(try #require(vector["message"]?.string))
      let digest = Keccak256.hash(message)
      #expect(digest.word == (try word(vector["digest"])), "\(id)")
      let r = try word(vector["r"])
      let s = try word(vector["s"])
      let v = try #require(vector["v"]?.int.flatMap { UInt8(exactly: $0) }, "\(id)")
      let publicKey = Secp256k1.recoverPublicKey(digest: digest, r: r, s: s, recoveryID: v)
      #expect(publicKey.map { Hex.encode($0) } == vector["public_key"]?.string, "\(id)")
      #expect(
        publicKey.map { Secp256k1.address(ofPublicKey: $0).description } == address, "\(id)")
    }
  }

  @Test(.enabled(if: p256 != nil, "Filecoin's vectors are not laid"))
  func p256AgreesWithTheVectorsOfItsProposal() throws {
    let document = try JSONValue.parse(Fixtures.bytes(try #require(Self.p256)))
    let cases = try #require(document["cases"]?.array)
    var verified = 0
    for vector in cases {
      let name = vector["name"]?.string ?? "?"
      let input = try Hex.decode(try #require(vector["input"]?.string))
      // Inputs of another length are the precompile's affair.
      guard input.count == 160 else { continue }
      let words = try (0..<5).map { index in
        try #require(UInt256(bigEndian: input[32 * index..<32 * index + 32]))
      }
      let isValid = Secp256r1.verify(
        digest: Hash256(word: words[0]), r: words[1], s: words[2], x: words[3], y: words[4])
      #expect(isValid == (vector["return"]?.string?.isEmpty == false), "\(name)")
      verified += 1
    }
    #expect(verified > 0)
  }
}
