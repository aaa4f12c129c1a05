import GRDB

/// Why a chain's store cannot be used.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line, lower case, with the path.
  package let description: String

  init(_ description: String) { self.description = description }

  static func missing(_ folder: String) -> StoreError {
    StoreError("no chain in \(folder): create one with `fevm init`")
  }

  static func exists(_ folder: String) -> StoreError {
    StoreError("there is a chain in \(folder) already")
  }

  static func damaged(_ path: String, _ reason: String) -> StoreError {
    StoreError("the store \(path) is damaged: \(reason)")
  }

  static func database(_ path: String, _ error: any Error) -> StoreError {
    guard let error = error as? DatabaseError else {
      return StoreError("cannot use the store \(path): \(error)")
    }
    let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return damaged(path, reason)
    default: return StoreError("cannot use the store \(path): \(reason)")
    }
  }
}
