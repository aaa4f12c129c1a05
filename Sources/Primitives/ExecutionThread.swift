#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs work on a thread whose stack is deep enough for 1024 nested calls.
///
/// Calls of contracts recurse in Swift. A default thread (8 MiB, or 512 KiB for Swift concurrency's)
/// ends near depth 1000; 512 MiB of reserved address space costs nothing until it is touched.
public enum ExecutionThread {
  /// Bytes of address space reserved for the stack.
  public static let stackSize = 512 << 20

  /// Runs `body` on a new deep thread and waits for its result.
  public static func run<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withoutActuallyEscaping(body) { body throws(Failure) -> Result in
      let job = Job(body)
      var attributes = pthread_attr_t()
      var thread = pthread_t()
      unsafe pthread_attr_init(&attributes)
      unsafe pthread_attr_setstacksize(&attributes, stackSize)
      let argument = unsafe Unmanaged.passRetained(job as AnyJob).toOpaque()
      let status = unsafe pthread_create(
        &thread, &attributes,
        { argument in
          // Safe: the argument is the job retained above, consumed exactly once.
          guard let argument = unsafe argument else { return nil }
          unsafe Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue().perform()
          return nil
        }, argument)
      precondition(status == 0, "cannot start a thread with a \(stackSize >> 20) MiB stack")
      pthread_join(thread, nil)
      unsafe pthread_attr_destroy(&attributes)
      guard let result = job.result else {
        preconditionFailure("the thread ended without a result")
      }
      return try result.get()
    }
  }
}

private class AnyJob {
  func perform() {}
}

private final class Job<Output, Failure: Error>: AnyJob {
  let body: () throws(Failure) -> Output
  var result: Result<Output, Failure>?

  init(_ body: @escaping () throws(Failure) -> Output) { self.body = body }

  override func perform() {
    do throws(Failure) {
      result = .success(try body())
    } catch {
      result = .failure(error)
    }
  }
}
