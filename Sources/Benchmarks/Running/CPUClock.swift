#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The processor time of the calling thread.
///
/// Not wall time: another program on the same processor does not count against the measured one.
package enum CPUClock {
  /// Nanoseconds since the thread began.
  package static var now: UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Nanoseconds that `body` takes.
  package static func measure<Failure: Error>(
    _ body: () throws(Failure) -> Void
  ) throws(Failure) -> UInt64 {
    let start = now
    try body()
    return now - start
  }
}
