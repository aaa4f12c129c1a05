import JSONText
import Primitives
import TestSupport
import Testing

@testable import IPLD

@Suite struct CIDTests {
  @Test func goldenBlocksHaveTheirCIDs() throws {
    for vector in try GoldenVectors.cases("cids") {
      let id = try vector.text("id")
      switch try vector.text("kind") {
      case "cid":
        let codec: UInt64 =
          switch try vector.text("codec") {
          case "raw": Multicodec.raw
          case "cbor": Multicodec.cbor
          default: Multicodec.dagCBOR
          }
        let cid = CID(codec: codec, multihash: Multihash(blake2b256: try vector.hex("data")))
        #expect(cid.description == (try vector.text("cid")), "\(id)")
        #expect(cid.bytes == (try vector.hex("cid_bytes")), "\(id)")
        #expect(cid.cborBytes == (try vector.hex("link_cbor")), "\(id)")
        #expect(try CID(text: try vector.text("cid")) == cid, "\(id)")
        #expect(try CID(cborBytes: try vector.hex("link_cbor")) == cid, "\(id)")
      case "identity_cid":
        let cid = CID(
          codec: Multicodec.raw,
          multihash: Multihash(code: Multicodec.identity, digest: try vector.hex("data")))
        #expect(cid.description == (try vector.text("cid")), "\(id)")
        #expect(cid.bytes == (try vector.hex("cid_bytes")), "\(id)")
      default: break  // Tipset keys and Ethereum hashes: FilecoinTests.
      }
    }
  }

  @Test func malformedFormsAreRefused() throws {
    let good = CID(dagCBOR: [0x80])
    #expect(throws: CIDError.trailingBytes(count: 1)) { try CID(bytes: good.bytes + [0]) }
    #expect(throws: CIDError.truncated) { try CID(bytes: good.bytes.dropLast()) }
    #expect(throws: CIDError.unsupportedVersion(0x12)) {
      try CID(bytes: [0x12, 0x20] + [UInt8](repeating: 0, count: 32))
    }
    #expect(throws: CIDError.digestTooLong(65)) {
      try CID(bytes: [1, 0x55, 0, 65] + [UInt8](repeating: 0, count: 65))
    }
    #expect(throws: CIDError.unsupportedTextEncoding) { try CID(text: "QmYwAPJzv5CZsnA625s3Xf2") }
    #expect(throws: CIDError.self) { try CID(text: good.description.uppercased()) }
    #expect(throws: CIDError.self) { try CID(text: good.description + "=") }
  }

  @Test func everyDigestSizeKeepsItsBytes() throws {
    for size in 0...CID.maximumDigestSize {
      let digest = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
      for (codec, code) in [
        (Multicodec.raw, Multicodec.identity), (Multicodec.dagCBOR, Multicodec.blake2b256),
        (Multicodec.filCommitmentSealed, Multicodec.poseidonBLS12381A2FC1),
      ] {
        let cid = CID(codec: codec, multihash: Multihash(code: code, digest: digest))
        let bytes =
          [1] + Varint.encode(codec) + Varint.encode(code) + [UInt8(size)] + digest
        #expect(cid.bytes == bytes)
        #expect(cid.digest == digest)
        #expect(cid.isBlake2b256 == (code == Multicodec.blake2b256 && size == 32))
        #expect(try CID(bytes: bytes) == cid)
        #expect(try CID(cborBytes: cid.cborBytes) == cid)
        #expect(Set([cid]).contains(try CID(bytes: [0] + bytes, from: 1, to: bytes.count + 1)))
        #expect(throws: CIDError.trailingBytes(count: 1)) { try CID(bytes: bytes + [0]) }
        // A zero more at the end of the digest is another name.
        if size < CID.maximumDigestSize {
          #expect(CID(codec: codec, multihash: Multihash(code: code, digest: digest + [0])) != cid)
        }
      }
    }
  }

  @Test func varintsHaveOneForm() throws {
    for value in [0, 1, 127, 128, 16383, 16384, UInt64.max >> 1, .max] {
      let bytes = Varint.encode(value)
      var position = 0
      #expect(try Varint.decode(bytes, at: &position) == value)
      #expect(position == bytes.count)
    }
    var position = 0
    #expect(throws: Varint.DecodingError.notMinimal) {
      try Varint.decode([0x80, 0x00], at: &position)
    }
    #expect(throws: Varint.DecodingError.truncated) { try Varint.decode([0x80], at: &position) }
    #expect(throws: Varint.DecodingError.overflow) {
      try Varint.decode([UInt8](repeating: 0xff, count: 9) + [2], at: &position)
    }
  }

  // RFC 4648 §10, lower case and without padding.
  @Test(arguments: [
    ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"),
    ("fooba", "mzxw6ytb"), ("foobar", "mzxw6ytboi"),
  ])
  func base32(text: String, encoded: String) throws {
    #expect(Base32.encode(text.utf8) == encoded)
    #expect(try Base32.decode(Array(encoded.utf8)) == Array(text.utf8))
  }
}
