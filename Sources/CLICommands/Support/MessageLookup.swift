import DevNode
import IPLD
import Primitives

/// Finding a transaction by what a person has of it.
enum MessageLookup {
  /// By the transaction's hash or the message's CID.
  static func find(_ text: String, on chain: Chain) throws -> MessageRecord {
    let record: MessageRecord?
    if text.hasPrefix("0x") {
      guard let hash = Hash256(hex: text) else {
        throw CLIError("\"\(text)\" is no transaction hash: expected 0x and 64 hex digits")
      }
      record = try chain.message(hash: hash)
    } else {
      do {
        record = try chain.message(cid: try CID(text: text))
      } catch let error as CIDError {
        throw CLIError("\"\(text)\" is neither a transaction hash nor a CID: \(error)")
      }
    }
    guard let record else { throw CLIError("no transaction \(text) on this chain") }
    return record
  }
}

extension Report {
  /// Prints all, or the one field that is asked for.
  func show(field: String?, on console: Console, json isJSON: Bool) throws(CLIError) {
    guard let field else { return show(on: console, json: isJSON) }
    if isJSON, let value = json(of: field) {
      console.print(value)
    } else if !isJSON, let text = text(of: field) {
      console.print(text)
    } else {
      throw CLIError("no field \"\(field)\"; there are \(names.joined(separator: ", "))")
    }
  }
}
