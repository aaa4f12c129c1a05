import CLICommands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@main
struct Fevm {
  static func main() { exit(FevmCommand.execute(Array(CommandLine.arguments.dropFirst()))) }
}
