import CAllocator
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
    // Glibc gives memory back from 128 KiB on, and the kernel clears the pages that are asked for
    // again: 40 % of the time of a transaction of many logs.
    callocator_keep_freed_memory()
    let words = CommandLine.arguments
    exit(FevmCommand.execute(Array(words.dropFirst()), program: words.first ?? "fevm"))
  }
}
