import ArgumentParser
import Conformance
import ContractABI
import JSONText
import Primitives

/// A contract of a file with what is to be called on it, or a scenario file.
struct ScenarioOptions: ParsableArguments {
  @Option(help: "Which contract of the file: NAME or FILE:NAME.")
  var contract: String?

  @Option(help: "The constructor's arguments, encoded already, in hex.")
  var args: String?

  @Option(help: "FIL for the constructor: 1ether, 0.5FIL; plain numbers are wei (attoFIL).")
  var value: String?

  @Option(
    name: .customLong("call"), parsing: .singleValue,
    help: "A call after the deployment: 'transfer(address,uint256) 0x7099… 5'. May be repeated.")
  var calls: [String] = []

  /// The contract of an artifact file.
  func artifact(_ bytes: [UInt8], _ path: String) throws -> ContractArtifact {
    do {
      return try ContractArtifact(bytes: bytes, contract: contract)
    } catch {
      throw CLIError("\(path): \(error)")
    }
  }

  /// The scenario in a file; nil for a file of another kind.
  static func scenario(_ bytes: [UInt8], _ path: String) throws -> Scenario? {
    guard let json = try? JSONValue.parse(bytes), Scenario.matches(json) else {
      // Any other file is taken for an artifact, which has its own errors.
      return nil
    }
    do {
      return try Scenario(json)
    } catch {
      throw CLIError("\(path): \(error)")
    }
  }

  /// A script that deploys the artifact and makes the calls.
  func script(_ artifact: ContractArtifact, _ path: String, fork: Revision) throws -> Scenario {
    let arguments = try args.map { try HexText.parse($0, what: "--args") } ?? []
    let name =
      artifact.name.isEmpty ? String(path.split(separator: "/").last ?? "contract") : artifact.name
    let value = try value.map { try SenderOptions.amount($0, option: "--value") } ?? .zero
    return try Scenario.deployment(
      name: name, code: artifact.bytecode + arguments, value: value,
      calls: try calls.map { ($0, try calldata($0, artifact.interface)) }, fork: fork)
  }

  /// `SIGNATURE ARG…` or `NAME ARG…` as calldata; hex stays as it is.
  private func calldata(_ text: String, _ interface: ContractInterface?) throws -> [UInt8] {
    if text.hasPrefix("0x") { return try HexText.parse(text, what: "--call") }
    var depth = 0
    var words: [String] = [""]
    for character in text {
      if character == "(" || character == "[" { depth += 1 }
      if character == ")" || character == "]" { depth -= 1 }
      if character == " ", depth <= 0 {
        if words.last?.isEmpty == false { words.append("") }
      } else {
        words[words.count - 1].append(character)
      }
    }
    if words.last?.isEmpty == true { words.removeLast() }
    guard let head = words.first else { throw CLIError("--call is empty") }
    let arguments = Array(words.dropFirst())
    let function: ABIFunction
    if head.contains("(") {
      function = try ABIFunction(signature: head)
    } else {
      let fitting = interface?.functions(named: head).filter {
        $0.inputs.count == arguments.count
      }
      guard let fitting, fitting.count == 1 else {
        throw CLIError("--call: write the signature of \"\(head)\", name(type,type)")
      }
      function = fitting[0]
    }
    do throws(ABIError) {
      return try function.calldata(try ABIText.parser.values(arguments, for: function.inputs))
    } catch {
      throw CLIError("--call \(head): \(error)")
    }
  }

  /// A fork by name.
  static func fork(_ name: String) throws -> Revision {
    guard let fork = Revision(name: name) else {
      let known = Revision.allCases.map(\.name).joined(separator: ", ")
      throw ValidationError("unknown fork \"\(name)\"; known are \(known)")
    }
    return fork
  }
}
