/// The vectors that are not run, each with its reason. None is left out at present: vectors that
/// upstream marks as invalid are expected to fail, and are run.
package enum SkipList {
  private static let entries: [(pathEnd: String, reason: String)] = []

  /// Why the file is not run; nil if it is.
  package static func reason(path: String) -> String? {
    entries.first { path.hasSuffix($0.pathEnd) }?.reason
  }
}
