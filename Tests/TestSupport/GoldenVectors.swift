package import JSONText
import Primitives

/// Reads vectors of the form `{cases: [{id, …}, …]}`.
package enum GoldenVectors {
  package enum Failure: Error {
    case missing(String)
    case malformed(String)
  }

  /// The cases of `fixtures/filecoin-golden/NAME.json`.
  package static func cases(_ name: String) throws -> [JSONValue] {
    let path = Fixtures.path("filecoin-golden/\(name).json")
    let file = try JSONValue.parse(try Fixtures.bytes(path))
    guard let cases = file["cases"]?.array, !cases.isEmpty else { throw Failure.malformed(path) }
    return cases
  }
}

extension JSONValue {
  /// A member that must be a text.
  package func text(_ key: String) throws -> String {
    guard let text = self[key]?.string else { throw GoldenVectors.Failure.missing(key) }
    return text
  }

  /// A member that must be hex.
  package func hex(_ key: String) throws -> [UInt8] { try Hex.decode(try text(key)) }

  /// A member that must be an integer, as a number or as text.
  package func integer(_ key: String) throws -> UInt64 {
    let value = self[key]
    guard let number = value?.uint64 ?? value?.string.flatMap({ UInt64($0) }) else {
      throw GoldenVectors.Failure.missing(key)
    }
    return number
  }

  /// A member that must be an array.
  package func list(_ key: String) throws -> [JSONValue] {
    guard let list = self[key]?.array else { throw GoldenVectors.Failure.missing(key) }
    return list
  }
}
