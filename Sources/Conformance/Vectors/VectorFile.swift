import Foundation
package import JSONText

/// A file of vectors on disk.
package enum VectorFile {
  /// Why a file yields no vectors.
  package enum ReadError: Error, CustomStringConvertible {
    case unreadable(path: String)
    case malformed(path: String, reason: String)

    package var description: String {
      switch self {
      case .unreadable(let path): "\(path): cannot read the file"
      case .malformed(let path, let reason): "\(path): \(reason)"
      }
    }
  }

  /// The bytes of a file.
  package static func bytes(_ path: String) throws(ReadError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path)
    }
    return Array(data)
  }

  /// The JSON value of a file.
  package static func json(_ path: String) throws(ReadError) -> JSONValue {
    let bytes = try bytes(path)
    do {
      return try JSONValue.parse(bytes)
    } catch {
      throw .malformed(path: path, reason: error.description)
    }
  }
}
