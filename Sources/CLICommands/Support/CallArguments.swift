import ArgumentParser
import ContractABI
import DevNode
import Primitives

/// What a contract is called with: a function and its arguments, or raw data.
struct CallArguments: ParsableArguments {
  @Argument(
    help: "The function, 'name(type,type)(type)', or its name with --abi, or calldata as hex.")
  var function: String?

  @Argument(
    parsing: .allUnrecognized,
    help: "Its arguments: 42, 1ether, 0x…, true, \"text\", [1,2], (a,b).")
  var arguments: [String] = []

  @Option(help: "Raw calldata in hex instead of a function.")
  var data: String?

  /// Calldata, and the function if it is known.
  struct Prepared {
    var data: [UInt8]
    var function: ABIFunction?
  }

  /// Options that no command knows are not taken for arguments; negative numbers are.
  static func validate(_ arguments: [String]) throws {
    for argument in arguments where argument.hasPrefix("-") {
      guard argument.dropFirst().first?.isNumber == true || argument.contains(" ") else {
        throw ValidationError("Unknown option '\(argument)'")
      }
    }
  }

  func validate() throws {
    try Self.validate(arguments)
    if data != nil, function != nil {
      throw ValidationError("Give either a function or --data.")
    }
  }

  func prepare(_ chain: Chain, _ interface: ContractInterface?) throws -> Prepared {
    if let data { return Prepared(data: try HexText.parse(data, what: "data")) }
    guard let function else { return Prepared(data: []) }
    if !function.contains("("), function.hasPrefix("0x") {
      guard arguments.isEmpty else { throw CLIError("calldata take no arguments") }
      return Prepared(data: try HexText.parse(function, what: "calldata"))
    }
    let found = try Self.find(function, arguments: arguments.count, interface)
    let values = try ABIText.parser(chain).values(arguments, for: found.inputs)
    return Prepared(data: try found.calldata(values), function: found)
  }

  private static func find(
    _ text: String, arguments: Int, _ interface: ContractInterface?
  ) throws -> ABIFunction {
    guard !text.contains("(") else {
      let written = try ABIFunction(signature: text)
      // The ABI may know results that the signature leaves out.
      if written.outputs.isEmpty, let known = interface?.function(selector: written.selector) {
        return known
      }
      return written
    }
    guard let interface else {
      throw CLIError(
        "\"\(text)\" is no function: expected name(type,type), a name with --abi, or 0x data")
    }
    let named = interface.functions(named: text)
    let fitting = named.filter { $0.inputs.count == arguments }
    guard let first = fitting.first else {
      let known = named.map(\.canonical).joined(separator: ", ")
      throw CLIError(
        named.isEmpty
          ? "the ABI has no function \"\(text)\""
          : "\(arguments) arguments given; the ABI has \(known)")
    }
    guard fitting.count == 1 else {
      throw CLIError(
        "\"\(text)\" is overloaded, write one of: "
          + fitting.map(\.canonical).joined(separator: ", "))
    }
    return first
  }
}
