package import Filecoin

/// How an actor's invocation ended, when it did end: exit code and data.
package struct InvocationResult: Sendable {
  package let exitCode: ExitCode
  /// Return data, or the data of an abort.
  package let block: Block?

  package init(exitCode: ExitCode, block: Block? = nil) {
    self.exitCode = exitCode
    self.block = block
  }

  /// A success without data, such as a bare transfer's.
  package static let empty = InvocationResult(exitCode: .ok)
}
