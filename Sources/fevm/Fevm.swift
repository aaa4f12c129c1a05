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
    keepFreedMemory()
    let words = CommandLine.arguments
    exit(FevmCommand.execute(Array(words.dropFirst()), program: words.first ?? "fevm"))
  }

  /// Lets the allocator keep what a transaction has freed for the next one, up to 64 MiB.
  ///
  /// Glibc gives memory back from 128 KiB on, and the kernel clears the pages that are asked for again:
  /// 40 % of the time of a transaction of many logs.
  private static func keepFreedMemory() {
    #if canImport(Glibc)
      _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
      _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    #endif
  }
}
