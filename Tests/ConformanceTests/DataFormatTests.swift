import Conformance
import TestSupport
import Testing

/// RLP, trie and basic vectors: small enough to run whole.
@Suite(
  .enabled(if: Fixtures.vectors("RLPTests") != nil, "no ethereum-tests: run tools/vectors"))
struct DataFormatTests {
  private func expectAllPass(_ results: [TestResult]?, atLeast count: Int) {
    #expect(results?.count ?? 0 >= count)
    for result in results ?? [] where result.isFailure {
      Issue.record("\(ReportText.line(result))")
    }
  }

  @Test(arguments: [("rlptest.json", 28), ("invalidRLPTest.json", 26)])
  func rlp(file: String, count: Int) throws {
    let path = try #require(Fixtures.vectors("RLPTests/\(file)"))
    expectAllPass(RLPTest.run(try VectorFile.json(path)), atLeast: count)
  }

  @Test(arguments: [
    ("trieanyorder.json", 7), ("trieanyorder_secureTrie.json", 7), ("trietest.json", 5),
  ])
  func tries(file: String, count: Int) throws {
    let path = try #require(Fixtures.vectors("TrieTests/\(file)"))
    expectAllPass(
      TrieTest.run(try VectorFile.json(path), isSecure: file.contains("secure")), atLeast: count)
  }

  @Test(arguments: [
    ("keyaddrtest.json", 2), ("txtest.json", 2), ("hexencodetest.json", 12),
    ("genesishashestest.json", 3),
  ])
  func basics(file: String, count: Int) throws {
    let path = try #require(Fixtures.vectors("BasicTests/\(file)"))
    expectAllPass(BasicTest.run(try VectorFile.json(path), fileName: file), atLeast: count)
  }
}
