package import IPLD

/// Which code CID is which built-in actor (ref-fvm `machine/manifest.rs`).
///
/// An actor's type number is its position in the list, counted from 1.
package struct Manifest: Hashable, Sendable {
  /// A name and the code behind it.
  package struct Entry: Hashable, Sendable, CBORCodable {
    package let name: String
    package let code: CID

    package init(name: String, code: CID) {
      self.name = name
      self.code = code
    }

    package func encode(to encoder: inout CBOREncoder) {
      encoder.appendArray(count: 2)
      encoder.append(text: name)
      encoder.append(code)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
      try decoder.readTuple(2, "manifest entry")
      name = try decoder.readText()
      code = try decoder.readLink()
    }
  }

  /// Why a list is no manifest.
  package struct MissingActorError: Error, Hashable, Sendable, CustomStringConvertible {
    package let name: String

    package init(name: String) { self.name = name }

    package var description: String { "manifest lacks the \(name) actor" }
  }

  package let entries: [Entry]
  package let systemCode: CID
  package let initCode: CID
  package let accountCode: CID
  package let placeholderCode: CID
  package let eamCode: CID
  package let ethAccountCode: CID
  private let types: [CID: Int32]

  /// A manifest of actors in order; those the machine knows by name must be among them.
  package init(_ entries: [Entry]) throws(MissingActorError) {
    func code(_ name: String) throws(MissingActorError) -> CID {
      guard let entry = entries.last(where: { $0.name == name }) else {
        throw MissingActorError(name: name)
      }
      return entry.code
    }
    self.entries = entries
    systemCode = try code("system")
    initCode = try code("init")
    accountCode = try code("account")
    placeholderCode = try code("placeholder")
    eamCode = try code("eam")
    ethAccountCode = try code("ethaccount")
    var types: [CID: Int32] = [:]
    for (index, entry) in entries.enumerated() { types[entry.code] = Int32(index + 1) }
    self.types = types
  }

  /// The type number of a code; 0 for one that is not built in.
  package func type(of code: CID) -> Int32 { types[code] ?? 0 }

  package func code(ofType type: Int32) -> CID? {
    entries.indices.contains(Int(type) - 1) ? entries[Int(type) - 1].code : nil
  }

  /// The name of a code, `unknown` for one that is not built in.
  package func name(of code: CID) -> String {
    let type = type(of: code)
    return type == 0 ? "unknown" : entries[Int(type) - 1].name
  }

  /// The code with a name.
  package func code(named name: String) -> CID? { entries.last { $0.name == name }?.code }

  /// The block that the System actor's state points at.
  package var dataBlock: [UInt8] { EntryList(entries).cborBytes }

  /// That block: an array of names and codes.
  package struct EntryList: Hashable, Sendable, CBORCodable {
    package let entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries }

    package func encode(to encoder: inout CBOREncoder) { encoder.append(array: entries) }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
      entries = try decoder.readArray(of: Entry.self)
    }
  }
}
