import JSONText
import Primitives
import TestSupport
import Testing

@testable import IPLD

/// Damaged input must end in an error or a value, never in a trap or an endless loop.
@Suite struct MutationTests {
  /// SplitMix64, so that a failure can be repeated from its seed.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  static func mutated(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
    var bytes = bytes
    for _ in 0...Int.random(in: 0..<3, using: &random) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes.remove(at: place)
      default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      }
    }
    return bytes
  }

  @Test func decodersOfBlocksAreTotal() throws {
    var random = Random(state: 1)
    var seeds: [[UInt8]] = []
    for name in ["hamt", "kamt", "amt"] {
      for vector in try GoldenVectors.cases(name) where vector["root_block"] != nil {
        seeds.append(try vector.hex("root_block"))
      }
    }
    for vector in try GoldenVectors.cases("block_headers") { seeds.append(try vector.hex("cbor")) }
    var canonical = 0
    for round in 0..<6000 {
      let bytes = Self.mutated(seeds[round % seeds.count], &random)
      if let value = try? CBORValue(cborBytes: bytes) {
        #expect(value.cborBytes == bytes, "seed 1, round \(round): accepted but not canonical")
        canonical += 1
      }
      var scanner = LinkScanner()
      try? scanner.scan(codec: Multicodec.dagCBOR, bytes)
      let store = InMemoryBlockstore()
      let cid = try store.put(dagCBOR: bytes)
      if let map = try? HAMT<RawCBOR>(load: cid, store) { try? exercise(map) }
      if let map = try? KAMT<UInt256>(load: cid, store) { try? exercise(map) }
      if let array = try? AMT<RawCBOR>(load: cid, store) {
        _ = try? array.get(1)
        _ = try? array.set(1 << 40, try RawCBOR(item: [0]))
        _ = try? array.remove(1)
        try? array.forEach { _, _ in }
        _ = try? array.flush()
      }
    }
    #expect(canonical > 100)
  }

  private func exercise(_ map: HAMT<RawCBOR>) throws {
    for key in 0..<40 as Range<UInt8> { _ = try? map.set([key], try RawCBOR(item: [0])) }
    for key in 0..<40 as Range<UInt8> { _ = try? map.remove([key]) }
    try map.forEach { _, _ in }
    _ = try map.flush()
  }

  private func exercise(_ map: KAMT<UInt256>) throws {
    for key in 0..<40 as Range<UInt64> { _ = try? map.set(UInt256(key), 1) }
    try? map.forEach { key, _ throws(IPLDError) in _ = try map.remove(key) }
    for key in 0..<40 as Range<UInt64> { _ = try? map.remove(UInt256(key)) }
    _ = try map.flush()
  }

  @Test func archivesAndNamesAreTotal() throws {
    var random = Random(state: 2)
    let archive = CARWriter.archive(
      roots: [CID(dagCBOR: [0x80])],
      blocks: [(CID(dagCBOR: [0x80]), [0x80]), (CID(raw: [7]), [7])])
    let text = Array(CID(dagCBOR: [0x80]).description.utf8)
    for _ in 0..<6000 {
      let bytes = Self.mutated(archive, &random)
      if var reader = try? CARReader(ArraySource(bytes)) {
        while (try? reader.next()) ?? nil != nil {}
      }
      let name = String(decoding: Self.mutated(text, &random), as: UTF8.self)
      if let cid = try? CID(text: name) { #expect(cid.description == name) }
      let random = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      if let cid = try? CID(bytes: random) { #expect(cid.bytes == random) }
      _ = try? CBORValue(cborBytes: random)
    }
  }
}
