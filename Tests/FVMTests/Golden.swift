import Filecoin
import IPLD
import JSONText
import TestSupport

/// A row of a golden file with readers of Filecoin's types.
struct Golden {
  typealias Missing = GoldenVectors.Failure

  static func cases(_ name: String) throws -> [Golden] {
    try GoldenVectors.cases(name).map(Golden.init)
  }

  let json: JSONValue

  var id: String { json["id"]?.string ?? "?" }
  var kind: String { json["kind"]?.string ?? "" }

  subscript(key: String) -> JSONValue? { json[key] }

  func value(_ key: String) throws -> JSONValue {
    guard let value = json[key] else { throw Missing.missing("\(id) \(key)") }
    return value
  }

  func row(_ key: String) throws -> Golden { Golden(json: try value(key)) }
  func rows(_ key: String) throws -> [Golden] { try json.list(key).map(Golden.init) }
  func text(_ key: String) throws -> String { try json.text(key) }
  func number(_ key: String) throws -> UInt64 { try json.integer(key) }
  func int(_ key: String) throws -> Int { Int(try number(key)) }
  func bytes(_ key: String) throws -> [UInt8] { try json.hex(key) }
  func cid(_ key: String) throws -> CID { try CID(text: try text(key)) }

  func optionalCID(_ key: String) throws -> CID? {
    try value(key).isNull ? nil : try cid(key)
  }

  /// attoFIL, as a number or as text.
  func amount(_ key: String) throws -> TokenAmount {
    let value = try value(key)
    let text = value.string ?? value.uint64.map { String($0) }
    guard let text, let atto = BigInt(text: text) else { throw Missing.malformed("\(id) \(key)") }
    return TokenAmount(atto: atto)
  }
}
