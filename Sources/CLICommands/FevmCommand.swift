package import ArgumentParser

/// The root of the command line.
package struct FevmCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "fevm",
    abstract: "Ethereum on Filecoin: deploy and call contracts on an embedded chain.",
    discussion: """
      A chain lives in a folder, ./.fevm unless --dir names another, and is created on first use
      with ten funded accounts.

      EXAMPLES:
        fevm deploy Token.json --constructor 'f(string,uint256)' Gold 1000
        fevm send 0x5FbDB2315678afecb367f032d93F642f64180aa3 'transfer(address,uint256)' 0x7099… 5
        fevm call 0x5FbDB2315678afecb367f032d93F642f64180aa3 'balanceOf(address)(uint256)' 0x7099…
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Chain",
        subcommands: [
          InitCommand.self, AccountsCommand.self, DeployCommand.self, SendCommand.self,
          CallCommand.self, EstimateCommand.self,
        ]),
      CommandGroup(
        name: "Looking",
        subcommands: [
          BalanceCommand.self, NonceCommand.self, CodeCommand.self, StorageCommand.self,
          LogsCommand.self, ReceiptCommand.self, TransactionCommand.self, BlockCommand.self,
          ActorCommand.self, StateCommand.self, IPLDCommand.self,
        ]),
      CommandGroup(
        name: "Ethereum",
        subcommands: [
          StateTestCommand.self, BlockTestCommand.self, TransitionCommand.self, RunCommand.self,
          ConformanceCommand.self, BenchCommand.self,
        ]),
      CommandGroup(
        name: "Tools",
        subcommands: [
          AddressCommand.self, ABICommand.self, DisassembleCommand.self, OpcodesCommand.self,
          GasReportCommand.self, CompatCommand.self,
          GasFeaturesCommand.self, VectorsCommand.self, FuzzCommand.self,
        ]),
    ])

  package init() {}

  /// Runs a command line and returns the exit status: 0, 1 after a failure, 2 after wrong usage.
  ///
  /// A failure is one line on standard error that starts with `Error:`. Called as `evm`, the line is
  /// read as go-ethereum's `evm` would.
  package static func execute(
    _ arguments: [String], program: String = "fevm", console: Console = Console()
  ) -> Int32 {
    let arguments =
      GethCommandLine.isMeant(program: program)
      ? GethCommandLine.translate(arguments) : arguments
    var command: any ParsableCommand
    do {
      command = try parseAsRoot(TraceOptions.plainFlags(arguments))
    } catch {
      return end(error, console)
    }
    do {
      if let subcommand = command as? any FevmSubcommand {
        try subcommand.run(on: console)
      } else {
        try command.run()
      }
      return 0
    } catch let error as ArgumentParser.ExitCode {
      return error.rawValue
    } catch {
      let code = exitCode(for: error)
      guard !code.isSuccess, code != .validationFailure else { return end(error, console) }
      console.note("Error: \(error)")
      return 1
    }
  }

  /// Prints what the parser says (a help text or a wrong usage).
  private static func end(_ error: any Error, _ console: Console) -> Int32 {
    let message = fullMessage(for: error)
    guard exitCode(for: error).isSuccess else {
      console.note(message)
      return 2
    }
    console.print(message)
    return 0
  }
}
