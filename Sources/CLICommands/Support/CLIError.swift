/// A failure with one line for people; exit status 1.
package struct CLIError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
