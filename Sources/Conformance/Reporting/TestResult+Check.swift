/// A vector's expectation that was not met.
struct Mismatch: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension TestResult {
  /// The result of checks that throw when something is wrong.
  static func checking(
    _ name: String, fork: String = "", index: Int = 0, _ checks: () throws -> Void
  ) -> TestResult {
    do {
      try checks()
      return TestResult(name: name, fork: fork, index: index, outcome: .passed)
    } catch {
      return TestResult(name: name, fork: fork, index: index, outcome: .failed("\(error)"))
    }
  }
}

/// Throws unless both are equal.
func expectEqual<Value: Equatable>(_ what: String, got: Value, want: Value) throws(Mismatch) {
  guard got == want else { throw Mismatch("\(what) mismatch: got \(got), want \(want)") }
}
