import ArgumentParser
import CLICommands

@main
struct Fevm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fevm", abstract: "Ethereum on Filecoin.")
}
