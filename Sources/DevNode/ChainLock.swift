#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The right to write to a chain's folder: one process at a time.
///
/// A lock of the operating system on the file `lock`, which names its holder. It ends with the
/// process, however that ends, so no stale lock is left behind.
final class ChainLock {
  private let descriptor: Int32

  /// Takes the lock, waiting up to `patience` seconds for another holder.
  init(folder: String, patience: Double) throws(StoreError) {
    let path = "\(folder)/lock"
    descriptor = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StoreError("cannot open \(path): \(Self.systemReason())")
    }
    var waited = 0.0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let reason = Self.systemReason()
        close(descriptor)
        throw StoreError("cannot lock \(path): \(reason)")
      }
      guard waited < patience else {
        let holder = Self.holder(descriptor)
        close(descriptor)
        throw StoreError(
          "the chain in \(folder) is in use by \(holder); waited \(Int(patience)) s for it")
      }
      usleep(10_000)
      waited += 0.01
    }
    ftruncate(descriptor, 0)
    let text = Array("\(getpid())\n".utf8)
    // Safe: the array's bytes are read during the call. The name of the holder is a courtesy: a
    // failure to write it is no failure to lock.
    _ = unsafe pwrite(descriptor, text, text.count, 0)
  }

  deinit { close(descriptor) }

  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    // Safe: at most 32 bytes are written to the array.
    let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
  }

  private static func systemReason() -> String {
    // Safe: strerror returns a C string that lives until the next call on this thread.
    unsafe String(cString: strerror(errno))
  }
}
