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
  static func main() {
    let words = CommandLine.arguments
    exit(FevmCommand.execute(Array(words.dropFirst()), program: words.first ?? "fevm"))
  }
}
