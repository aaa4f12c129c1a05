import CPerfEvents

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The processor's count of executed instructions, of the thread that made the counter.
///
/// Unlike times, counts hardly differ from run to run. Many virtual machines have no counter.
final class InstructionCounter {
  private let descriptor: Int32

  /// Nil where the machine allows no counter.
  init?() {
    descriptor = cperf_open_instructions()
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Instructions since the counter was made.
  var now: UInt64 { cperf_read(descriptor) }
}
