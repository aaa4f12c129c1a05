import ArgumentParser
import EVM

/// Flags of go-ethereum's `evm` that ask for EIP-3155 traces.
struct TraceOptions: ParsableArguments {
  /// How a trace is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
  }

  @Flag(help: "Write an EIP-3155 trace to standard error.")
  var trace = false

  @Option(name: .customLong("trace.format"), help: "The form of the trace: json.")
  var format = Format.json

  @Flag(
    name: [.customLong("trace.nomemory"), .customLong("nomemory")],
    help: "Leave memory out of the trace (as it is without --trace.memory).")
  var noMemory = false

  @Flag(name: .customLong("trace.memory"), help: "Put memory into the trace.")
  var memory = false

  @Flag(
    name: [.customLong("trace.nostack"), .customLong("nostack")],
    help: "Leave the stack out of the trace.")
  var noStack = false

  @Flag(
    name: [.customLong("trace.nostorage"), .customLong("nostorage")],
    help: "Accepted for go-ethereum's sake: traces never hold storage.")
  var noStorage = false

  @Flag(
    name: [.customLong("trace.noreturndata"), .customLong("noreturndata")],
    help: "Leave return data out of the trace (as it is without --trace.returndata).")
  var noReturnData = false

  @Flag(name: .customLong("trace.returndata"), help: "Put return data into the trace.")
  var returnData = false

  /// A tracer that writes to standard error of `console`; nil without `--trace`.
  func tracer(_ console: Console) -> EIP3155Tracer? {
    guard trace else { return nil }
    return EIP3155Tracer(memory: memory, stack: !noStack, returnData: returnData) { bytes in
      console.write(errorBytes: bytes)
    }
  }

  /// Go's flag package takes `--flag=true` and `--flag=false`; here the first is the flag alone and
  /// the second is no flag, or its opposite.
  static func plainFlags(_ arguments: [String]) -> [String] {
    let opposites = [
      "--trace.nomemory": "--trace.memory", "--trace.noreturndata": "--trace.returndata",
    ]
    return arguments.compactMap { argument in
      guard argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") else {
        return argument
      }
      let name = String(argument[..<equals])
      guard name == "--trace" || name.hasPrefix("--trace.no") else { return argument }
      switch argument[argument.index(after: equals)...] {
      case "true": return name
      case "false": return opposites[name]
      default: return argument
      }
    }
  }
}
