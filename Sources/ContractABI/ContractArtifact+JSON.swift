import JSONText
import Primitives

extension ContractArtifact {
  /// One contract of a file, before its bytecode is looked at.
  private struct Candidate {
    var source: String
    var name: String
    var body: JSONValue

    var title: String { source.isEmpty ? name : "\(source):\(name)" }
  }

  static func json(_ bytes: [UInt8], contract: String?) throws(ArtifactError) -> ContractArtifact {
    let root = try parse(bytes)
    if root.array != nil {
      throw ArtifactError("the file is a JSON ABI without bytecode")
    }
    let candidates = contracts(in: root)
    guard !candidates.isEmpty else {
      if let message = compilerError(root) {
        throw ArtifactError("the compiler failed: \(message)")
      }
      throw ArtifactError(
        "the JSON has no contract: no \"bytecode\", \"bin\" or \"contracts\" found")
    }
    let chosen = try choose(candidates, contract)
    return try read(chosen)
  }

  /// The interface in a file: a JSON ABI, or the ABI of the chosen contract of an artifact.
  package static func interface(
    bytes: [UInt8], contract: String? = nil
  ) throws(ArtifactError) -> ContractInterface {
    let root = try parse(bytes)
    let abi: JSONValue
    if root.array != nil {
      abi = root
    } else {
      let candidates = contracts(in: root)
      guard !candidates.isEmpty else { throw ArtifactError("the JSON has no ABI") }
      guard let found = try choose(candidates, contract).body["abi"] else {
        throw ArtifactError("the artifact has no ABI")
      }
      abi = found
    }
    return try interface(abi)
  }

  private static func parse(_ bytes: [UInt8]) throws(ArtifactError) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue.parse(bytes)
    } catch {
      throw ArtifactError("the file is not JSON: \(error)")
    }
  }

  private static func interface(_ json: JSONValue) throws(ArtifactError) -> ContractInterface {
    var json = json
    // solc before 0.8 wrote the ABI of --combined-json as a text.
    if let text = json.string { json = try parse(Array(text.utf8)) }
    do throws(ABIError) {
      return try ContractInterface(json: json)
    } catch {
      throw ArtifactError("the ABI is malformed: \(error)")
    }
  }

  private static func contracts(in root: JSONValue) -> [Candidate] {
    if root["bytecode"] != nil || root["bin"] != nil || root["evm"] != nil || root["data"] != nil {
      let name = root["contractName"]?.string ?? root["name"]?.string ?? targetName(root) ?? ""
      return [Candidate(source: root["sourceName"]?.string ?? "", name: name, body: root)]
    }
    if let output = root["output"], output.object != nil { return contracts(in: output) }
    var found: [Candidate] = []
    for member in root["contracts"]?.object ?? root.object ?? JSONObject() {
      guard let inner = member.value.object else { continue }
      if isContract(member.value) {
        let parts = member.key.split(separator: ":", omittingEmptySubsequences: false)
        found.append(
          Candidate(
            source: parts.dropLast().joined(separator: ":"), name: String(parts.last ?? ""),
            body: member.value))
      } else {
        for contract in inner where isContract(contract.value) {
          found.append(Candidate(source: member.key, name: contract.key, body: contract.value))
        }
      }
    }
    return found
  }

  private static func isContract(_ json: JSONValue) -> Bool {
    json["abi"] != nil || json["bin"] != nil || json["evm"] != nil || json["bytecode"] != nil
  }

  /// Foundry keeps the contract's name in the settings inside `metadata`.
  private static func targetName(_ root: JSONValue) -> String? {
    root["metadata"]?["settings"]?["compilationTarget"]?.object?.values.first?.string
  }

  private static func compilerError(_ root: JSONValue) -> String? {
    let errors = (root["errors"] ?? root["output"]?["errors"])?.array ?? []
    let first = errors.first { $0["severity"]?.string == "error" }
    let text = first?["formattedMessage"]?.string ?? first?["message"]?.string
    return text?.split(separator: "\n").first.map(String.init)
  }

  private static func choose(
    _ candidates: [Candidate], _ contract: String?
  ) throws(ArtifactError) -> Candidate {
    func list(_ candidates: [Candidate]) -> String {
      let shown = candidates.prefix(12).map(\.title).joined(separator: ", ")
      return candidates.count > 12 ? "\(shown), … (\(candidates.count))" : shown
    }
    guard let contract else {
      let deployable = candidates.filter { !(code(of: $0.body)?.text.isEmpty ?? true) }
      let pool = deployable.isEmpty ? candidates : deployable
      guard pool.count == 1 else {
        throw ArtifactError("the file has several contracts, name one of: \(list(pool))")
      }
      return pool[0]
    }
    // An artifact of a single contract may not tell its name at all.
    if candidates.count == 1, candidates[0].name.isEmpty { return candidates[0] }
    let matches = candidates.filter { $0.title == contract || $0.name == contract }
    guard let match = matches.first else {
      throw ArtifactError("no contract \"\(contract)\" in the file; it has: \(list(candidates))")
    }
    guard matches.count == 1 else {
      throw ArtifactError("\"\(contract)\" names several contracts: \(list(matches))")
    }
    return match
  }

  /// The hex text of the creation code, wherever this form of artifact keeps it.
  private static func code(of body: JSONValue) -> (text: String, links: JSONValue?)? {
    let place = body["evm"]?["bytecode"] ?? body["data"]?["bytecode"] ?? body["bytecode"]
    if let text = place?["object"]?.string { return (text, place?["linkReferences"]) }
    guard let text = place?.string ?? body["bin"]?.string else { return nil }
    return (text, body["linkReferences"])
  }

  private static func read(_ candidate: Candidate) throws(ArtifactError) -> ContractArtifact {
    let name = candidate.title.isEmpty ? "the contract" : candidate.title
    guard let code = code(of: candidate.body) else {
      throw ArtifactError("\(name) has no bytecode; ask the compiler for evm.bytecode")
    }
    var interface: ContractInterface?
    if let abi = candidate.body["abi"] { interface = try Self.interface(abi) }
    return ContractArtifact(
      name: candidate.name, source: candidate.source, interface: interface,
      bytecode: try bytecode(code.text, name: name, links: code.links))
  }
}
