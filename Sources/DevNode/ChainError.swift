/// Why a chain refuses a request: one line, lower case.
package struct ChainError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
