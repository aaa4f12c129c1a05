/// A file's cases, each of which any thread may run.
package struct FileWork: Sendable {
  let path: String
  let count: Int
  let run: @Sendable (Int, Interpreters) -> [TestResult]

  /// Work in `count` parts, whose results are joined in the order of the parts.
  package init(
    path: String, count: Int, run: @escaping @Sendable (Int, Interpreters) -> [TestResult]
  ) {
    self.path = path
    self.count = count
    self.run = run
  }

  /// Results that are there already.
  package init(_ file: FileResult) {
    self.init(path: file.path, count: 1) { _, _ in file.results }
  }
}
