package import ArgumentParser

/// A command that writes to a console it is given.
package protocol FevmSubcommand: ParsableCommand {
  func run(on console: Console) throws
}

extension FevmSubcommand {
  package mutating func run() throws { try run(on: Console()) }
}

/// The option that every command with results has.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON value instead of text.")
  var json = false
}
