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

  /// Marks the threads that are deep.
  private static let marker: pthread_key_t = {
    var key = pthread_key_t()
    unsafe pthread_key_create(&key, nil)
    return key
  }()

  /// Runs `body` on a new deep thread and waits for its result; on this thread if it is deep itself,
  /// so that a caller with much to run can start one thread around all of it.
  public static func run<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let marker = marker
    if unsafe pthread_getspecific(marker) != nil { return try body() }
    return try withoutActuallyEscaping(body) { body throws(Failure) -> Result in
      let job = Job(marker: marker, body)
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
          let job = unsafe Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue()
          unsafe pthread_setspecific(job.marker, UnsafeRawPointer(argument))
          job.perform()
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
  let marker: pthread_key_t

  init(marker: pthread_key_t) { self.marker = marker }

  func perform() {}
}

private final class Job<Output, Failure: Error>: AnyJob {
  let body: () throws(Failure) -> Output
  var result: Result<Output, Failure>?

  init(marker: pthread_key_t, _ body: @escaping () throws(Failure) -> Output) {
    self.body = body
    super.init(marker: marker)
  }

  override func perform() {
    do throws(Failure) {
      result = .success(try body())
    } catch {
      result = .failure(error)
    }
  }
}
