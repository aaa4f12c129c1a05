import JSONText
import Primitives

/// Why a file is no contract artifact.
package struct ArtifactError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line, lower case.
  package let description: String

  init(_ description: String) { self.description = description }
}

/// A compiled contract as a compiler or toolchain wrote it.
package struct ContractArtifact: Hashable, Sendable {
  /// Empty for plain bytecode.
  package var name: String
  /// The source file, where the artifact tells.
  package var source: String
  /// Nil when the artifact has none (plain bytecode).
  package var interface: ContractInterface?
  /// Creation code, without constructor arguments.
  package var bytecode: [UInt8]

  /// Reads an artifact of any known form: bytecode as hex (solc `.bin`) or binary, or JSON of
  /// Hardhat, Foundry, Truffle, Vyper, Remix, solc's `--combined-json` and standard-JSON output, and
  /// Hardhat's build-info.
  ///
  /// `contract` picks one of several by `NAME` or `FILE:NAME`; without it the file must hold exactly
  /// one contract that has bytecode.
  package init(bytes: [UInt8], contract: String? = nil) throws(ArtifactError) {
    let start = bytes.firstIndex { !Self.isSpace($0) } ?? bytes.count
    guard start < bytes.count else { throw ArtifactError("the file is empty") }
    if bytes[start] == 0x7b || bytes[start] == 0x5b {
      self = try Self.json(bytes, contract: contract)
    } else if bytes.contains(where: { $0 >= 0x80 || ($0 < 0x20 && !Self.isSpace($0)) }) {
      self.init(name: "", source: "", interface: nil, bytecode: bytes)
    } else {
      let text = String(decoding: bytes.filter { !Self.isSpace($0) }, as: UTF8.self)
      self.init(
        name: "", source: "", interface: nil,
        bytecode: try Self.bytecode(text, name: "the bytecode", links: nil))
    }
  }

  init(name: String, source: String, interface: ContractInterface?, bytecode: [UInt8]) {
    self.name = name
    self.source = source
    self.interface = interface
    self.bytecode = bytecode
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

  /// Creation code from hex text; placeholders of libraries that are not linked are named.
  static func bytecode(
    _ text: String, name: String, links: JSONValue?
  ) throws(ArtifactError) -> [UInt8] {
    // A placeholder is `__…` among hex digits; any other text is refused below, by its position.
    let start = text.dropFirst(text.hasPrefix("0x") ? 2 : 0).utf8.firstIndex {
      Hex.value(ofDigit: $0) == nil
    }
    if let start, text.utf8[start] == 0x5f {
      let placeholder = text[start...].prefix(40)
      throw ArtifactError(
        "\(name) is not linked: library \(libraries(links) ?? String(placeholder)) has no address; "
          + "link it with the compiler (solc --link, libraries in the settings) first")
    }
    let bytes: [UInt8]
    do throws(Hex.DecodingError) {
      bytes = try Hex.decode(text)
    } catch {
      throw ArtifactError("\(name) is not hex: \(error)")
    }
    guard !bytes.isEmpty else {
      throw ArtifactError("\(name) has no bytecode (an interface or abstract contract?)")
    }
    return bytes
  }

  /// `FILE:NAME` of each library in a `linkReferences` object.
  private static func libraries(_ links: JSONValue?) -> String? {
    guard let files = links?.object else { return nil }
    var names: [String] = []
    for file in files {
      for library in file.value.object ?? JSONObject() {
        names.append("\(file.key):\(library.key)")
      }
    }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
