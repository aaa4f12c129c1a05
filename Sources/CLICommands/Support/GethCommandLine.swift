/// Command lines of go-ethereum's `evm`, which fevm understands when it is called by that name.
enum GethCommandLine {
  private static let tests = ["statetest", "blocktest"]

  /// Whether the program was called as `evm`.
  static func isMeant(program: String) -> Bool {
    program.split(separator: "/").last == "evm"
  }

  /// The command line in fevm's terms: flags may stand before the subcommand, and its `--json` and
  /// `--debug` are old names of traces.
  static func translate(_ arguments: [String]) -> [String] {
    guard let command = arguments.firstIndex(where: { !$0.hasPrefix("-") }) else {
      return arguments
    }
    let flags = (arguments[..<command] + arguments[(command + 1)...]).flatMap { flag in
      switch flag {
      case "--json": ["--trace"]
      case "--debug": ["--trace", "--trace.format", "struct"]
      default: [flag]
      }
    }
    let mark = tests.contains(arguments[command]) ? ["--geth"] : []
    return [arguments[command]] + mark + flags
  }
}
