import EVM
import Primitives
import Testing

@Suite struct CodeTests {
  @Test func codeIsLentWithoutItsPadding() {
    #expect(Code([1, 2, 3]).bytes == [1, 2, 3])
    #expect(Code([]).bytes.isEmpty)
    [UInt8](arrayLiteral: 4, 5).withByteView { view in
      #expect(Code(view).bytes == [4, 5])
    }
  }

  @Test func theCacheLoadsOnceAndStaysWithinItsBound() throws {
    let cache = CodeCache(limit: 1000)
    var loads = 0
    func ask(_ number: UInt64) throws -> Code {
      try cache.code(Hash256(word: UInt256(number))) { () throws(HaltReason) -> [UInt8] in
        loads += 1
        return [UInt8](repeating: UInt8(number), count: 100)
      }
    }
    for _ in 0..<3 { #expect(try ask(1).bytes.first == 1) }
    #expect(loads == 1)
    // Asked for again and again, an entry survives; the others are dropped.
    for number: UInt64 in 2...40 {
      _ = try ask(number)
      _ = try ask(1)
    }
    #expect(loads == 40)
    _ = try ask(2)
    #expect(loads == 41)
  }

  @Test func listingsFollowTheCode() {
    let list = Disassembler.instructions([0x60, 0x5b, 0x5b, 0x0c, 0x61, 0xff])
    #expect(list.map(\.offset) == [0, 2, 3, 4])
    #expect(list.map(\.text) == ["PUSH1 0x5b", "JUMPDEST", "UNDEFINED_0C", "PUSH2 0xff"])
    #expect(list.map(\.isTruncated) == [false, false, false, true])
  }
}
