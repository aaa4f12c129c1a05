import Conformance
import JSONText
import Primitives
import Testing

@Suite struct ReportTests {
  static let root = Hash256(word: 0x1234)
  static let results = [
    TestResult(name: "a", fork: "Cancun", index: 1, outcome: .passed, stateRoot: root),
    TestResult(name: "b<&", fork: "London", outcome: .failed("post \"x\""), stateRoot: root),
    TestResult(name: "c", outcome: .skipped(reason: "why")),
  ]
  static let file = FileResult(path: "/v/suite/folder/file.json", results: results)

  /// Key names, order and spacing of go-ethereum's `evm statetest`, which fuzzers search.
  @Test func writesGoEthereumsArray() {
    let text = ReportText.gethJSON([Self.results[0]]).serialized(pretty: true)
    #expect(
      text == """
        [
          {
            "name": "a",
            "pass": true,
            "stateRoot": "0x\(String(repeating: "0", count: 60))1234",
            "fork": "Cancun"
          }
        ]
        """)
    let failed = ReportText.gethJSON([Self.results[1]])
    #expect(failed[0]?["pass"] == false)
    #expect(failed[0]?["error"] == "post \"x\"")
    #expect(failed[0]?.object?.keys == ["name", "pass", "stateRoot", "fork", "error"])
  }

  @Test func linesHoldTheRootAsFuzzersSearchIt() {
    let line = ReportText.line(Self.results[0])
    #expect(line.hasPrefix("PASS a Cancun[1] \"stateRoot\": \"0x"))
    #expect(ReportText.line(Self.results[1]).hasPrefix("FAIL b<& London[0]: post \"x\""))
    #expect(ReportText.line(Self.results[2]) == "SKIP c: why")
  }

  @Test func countsByForkAndFolder() {
    var tally = Tally(root: "/v/suite")
    tally.add(Self.file)
    #expect(tally.totals.line == "1 passed, 1 failed, 1 skipped")
    #expect(tally.forkRows.map(\.0) == ["London", "Cancun"])
    #expect(tally.folderRows.map(\.0) == ["folder"])
    #expect(tally.failures.map(\.result.name) == ["b<&"])
  }

  @Test func writesJUnit() {
    var report = JUnitReport()
    report.add(Self.file)
    #expect(report.xml.contains("tests=\"3\" failures=\"1\" skipped=\"1\""))
    #expect(report.xml.contains("name=\"b&lt;&amp; London[0]\""))
    #expect(report.xml.contains("<failure message=\"post &quot;x&quot;\"/>"))
  }

  @Test func findsDroppedCounts() throws {
    var sweep = Sweep()
    sweep.addSuite("suite", root: "/v/suite")
    sweep.add(Self.file, to: "suite")
    let report = try JSONValue.parse(sweep.json.serialized())
    #expect(sweep.drops(from: report).isEmpty)
    let more = try JSONValue.parse(#"{"suites":{"suite":{"totals":{"passed":2}},"other":{}}}"#)
    #expect(sweep.drops(from: more) == ["suite: 1 cases passed, 2 before"])
  }

  @Test func deliversInOrder() {
    for workers in [1, 2, 7] {
      var seen: [Int] = []
      OrderedWork.run(
        Array(0..<200), workers: workers, process: { $0 + 10 },
        deliver: { seen.append($0) })
      #expect(seen == (0..<200).map { $0 + 10 })
    }
  }

  @Test func casesOfFilesAreJoinedInOrder() {
    for workers in [1, 2, 7] {
      var seen: [String] = []
      OrderedWork.run(
        files: Array(0..<20), workers: workers,
        open: { file in
          FileWork(path: "\(file)", count: file % 4) { part, _ in
            [TestResult(name: "\(file)-\(part)", outcome: .passed)]
          }
        },
        deliver: { _, file in seen += file.results.map(\.name) })
      #expect(seen == (0..<20).flatMap { file in (0..<file % 4).map { "\(file)-\($0)" } })
    }
  }
}
