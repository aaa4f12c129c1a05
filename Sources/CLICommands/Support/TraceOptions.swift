import ArgumentParser
import EVM

/// Flags of go-ethereum's `evm` that ask for EIP-3155 traces.
struct TraceOptions: ParsableArguments {
  /// How a trace is written: a line of JSON, a paragraph, or a row of a Markdown table a step.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
    case `struct`
    case md
    case markdown
  }

  @Flag(help: "Write a trace to standard error.")
  var trace = false

  @Option(
    name: .customLong("trace.format"),
    help: "The form of the trace: json (EIP-3155), struct or md.")
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
    help: "Leave slots out of the trace; only struct has them.")
  var noStorage = false

  @Flag(
    name: [.customLong("trace.noreturndata"), .customLong("noreturndata")],
    help: "Leave return data out of the trace (as it is without --trace.returndata).")
  var noReturnData = false

  @Flag(name: .customLong("trace.returndata"), help: "Put return data into the trace.")
  var returnData = false

  /// What the flags ask to be shown.
  var contents: TraceContents {
    var contents = TraceContents()
    contents.memory = memory
    contents.stack = !noStack
    contents.storage = !noStorage
    contents.returnData = returnData
    return contents
  }

  /// A tracer that writes to standard error of `console`; nil without `--trace`.
  func tracer(_ console: Console) -> (any TraceWriter)? {
    guard trace else { return nil }
    let write: ([UInt8]) -> Void = { bytes in console.write(errorBytes: bytes) }
    return switch format {
    case .json: EIP3155Tracer(contents, write: write)
    case .struct: StructTracer(contents, write: write)
    case .md, .markdown: MarkdownTracer(contents, write: write)
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
