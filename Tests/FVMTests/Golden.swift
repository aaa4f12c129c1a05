import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport

/// Rows of the golden files, with readers that fail loudly.
enum Golden {
  static let isPresent = Fixtures.vectors("filecoin-golden") != nil

  struct Missing: Error {
    let what: String
  }

  static func cases(_ name: String) throws -> [Row] {
    guard let path = Fixtures.vectors("filecoin-golden/\(name).json") else {
      throw Missing(what: name)
    }
    let json = try JSONValue.parse(try Fixtures.bytes(path))
    guard let cases = json["cases"]?.array, !cases.isEmpty else { throw Missing(what: "cases") }
    return cases.map(Row.init)
  }

  struct Row {
    let json: JSONValue

    var id: String { json["id"]?.string ?? "?" }
    var kind: String { json["kind"]?.string ?? "" }

    subscript(key: String) -> JSONValue? { json[key] }

    func row(_ key: String) throws -> Row { Row(json: try value(key)) }

    func rows(_ key: String) throws -> [Row] {
      guard let array = try value(key).array else { throw Missing(what: "\(id) \(key)") }
      return array.map(Row.init)
    }

    func value(_ key: String) throws -> JSONValue {
      guard let value = json[key] else { throw Missing(what: "\(id) \(key)") }
      return value
    }

    func text(_ key: String) throws -> String {
      guard let text = try value(key).string else { throw Missing(what: "\(id) \(key)") }
      return text
    }

    /// A number, or its decimal text.
    func number(_ key: String) throws -> UInt64 {
      let value = try value(key)
      guard let number = value.uint64 ?? value.string.flatMap({ UInt64($0) }) else {
        throw Missing(what: "\(id) \(key)")
      }
      return number
    }

    func int(_ key: String) throws -> Int { Int(try number(key)) }

    func amount(_ key: String) throws -> TokenAmount {
      let value = try value(key)
      let text = value.string ?? value.uint64.map { String($0) }
      guard let text, let atto = BigInt(text: text) else { throw Missing(what: "\(id) \(key)") }
      return TokenAmount(atto: atto)
    }

    func bytes(_ key: String) throws -> [UInt8] { try Hex.decode(try text(key)) }
    func cid(_ key: String) throws -> CID { try CID(text: try text(key)) }

    func optionalCID(_ key: String) throws -> CID? {
      try value(key).isNull ? nil : try cid(key)
    }
  }
}
