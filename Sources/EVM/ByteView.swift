#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A borrowed run of bytes: calldata in the caller's memory, output in the callee's.
///
/// Safe to read as long as the owner lives and does not grow: the interpreter hands out views of a
/// frame's memory only to calls that end before the frame goes on.
@safe
public struct ByteView: @unchecked Sendable {
  // Safe: written once; the memory behind it is only read through this type.
  @usableFromInline let buffer: UnsafeRawBufferPointer

  @unsafe @inlinable
  public init(_ buffer: UnsafeRawBufferPointer) { unsafe self.buffer = buffer }

  /// No bytes.
  @inlinable
  public init() { unsafe buffer = UnsafeRawBufferPointer(start: nil, count: 0) }

  @inlinable public var count: Int { unsafe buffer.count }
  @inlinable public var isEmpty: Bool { unsafe buffer.isEmpty }

  /// The byte at `index`, or 0 past the end.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    guard index >= 0, index < count else { return 0 }
    return unsafe buffer[index]
  }

  /// A copy.
  @inlinable public var bytes: [UInt8] { unsafe Array(buffer) }

  /// Adds a copy to the end of `array`.
  package func append(to array: inout ContiguousArray<UInt8>) {
    unsafe array.append(contentsOf: buffer)
  }

  /// Whether both are the same bytes.
  package func hasSameBytes(as other: ByteView) -> Bool {
    guard count == other.count else { return false }
    guard let mine = unsafe buffer.baseAddress, let others = unsafe other.buffer.baseAddress else {
      return true
    }
    return unsafe memcmp(mine, others, count) == 0
  }

  /// Lends the bytes as a span.
  @inlinable
  public func withSpan<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // Safe: the span ends with the call, in which the owner does not change.
    let bytes = unsafe UnsafeBufferPointer(
      start: buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), count: buffer.count)
    return try body(unsafe bytes.span)
  }

  /// Reads the memory; the pointer must not leave `body`.
  @unsafe @inlinable
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(buffer)
  }
}

extension [UInt8] {
  /// Lends the array's bytes to `body` as a view.
  @inlinable
  public func withByteView<Result, Failure: Error>(
    _ body: (ByteView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe withUnsafeBufferPointer { buffer throws(Failure) -> Result in
      try body(unsafe ByteView(UnsafeRawBufferPointer(buffer)))
    }
  }
}
