/// A vector file that is not what its format says.
package struct VectorError: Error, Equatable, CustomStringConvertible {
  /// The keys and positions that lead to the value, outermost first.
  package private(set) var path: [String]
  /// What is wrong, in lower case.
  package let message: String

  package init(_ message: String, at path: [String] = []) {
    self.message = message
    self.path = path
  }

  /// The same error seen from the value around it.
  func within(_ key: String) -> VectorError {
    VectorError(message, at: [key] + path)
  }

  /// `post/Cancun/0/hash: expected 32 bytes`.
  package var description: String {
    path.isEmpty ? message : "\(path.joined(separator: "/")): \(message)"
  }
}
