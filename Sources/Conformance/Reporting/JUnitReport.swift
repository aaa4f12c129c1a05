/// Results as JUnit XML, a suite a file, which continuous integration servers read.
package struct JUnitReport: Sendable {
  private var suites: [String] = []
  private var totals = Totals()

  package init() {}

  /// Adds the results of one file.
  package mutating func add(_ file: FileResult) {
    var counts = Totals()
    var cases = ""
    for result in file.results {
      counts.add(result.outcome)
      totals.add(result.outcome)
      let label =
        result.fork.isEmpty ? result.name : "\(result.name) \(result.fork)[\(result.index)]"
      cases += "    <testcase classname=\(attribute(file.path)) name=\(attribute(label))"
      switch result.outcome {
      case .passed: cases += "/>\n"
      case .failed(let reason):
        cases += "><failure message=\(attribute(reason))/></testcase>\n"
      case .skipped(let reason):
        cases += "><skipped message=\(attribute(reason))/></testcase>\n"
      }
    }
    suites.append(
      "  <testsuite name=\(attribute(file.path)) \(Self.counts(counts))>\n\(cases)  </testsuite>\n")
  }

  /// The whole document.
  package var xml: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"fevm\" \(Self.counts(totals))>\n"
      + suites.joined() + "</testsuites>\n"
  }

  private static func counts(_ totals: Totals) -> String {
    let tests = totals.passed + totals.failed + totals.skipped
    return "tests=\"\(tests)\" failures=\"\(totals.failed)\" skipped=\"\(totals.skipped)\""
  }

  private func attribute(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\u{0}"..<"\u{20}": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }
}
