/// What a call handed back, without a copy where none is needed.
///
/// A frame's output stays in its memory. The frame pool leaves that memory alone until the caller
/// ends or makes its next call, which is just as long as a caller may read return data (EIP-211).
/// A fresh array for each call was a fifth of the time of a loop of small calls.
public enum CallOutput {
  /// In the memory of the frame that has just ended.
  case lent(ByteView)
  /// A host's or a precompiled contract's own.
  case owned([UInt8])

  /// No bytes.
  static var none: CallOutput { .lent(ByteView()) }

  package var count: Int {
    switch self {
    case .lent(let view): view.count
    case .owned(let bytes): bytes.count
    }
  }

  /// A copy.
  package var bytes: [UInt8] {
    switch self {
    case .lent(let view): view.bytes
    case .owned(let bytes): bytes
    }
  }

  /// Lends the bytes to `body`.
  package func withByteView<Result, Failure: Error>(
    _ body: (ByteView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch self {
    case .lent(let view): try body(view)
    case .owned(let bytes): try bytes.withByteView(body)
    }
  }

  /// Makes the bytes the value's own, for use beyond the caller's next call.
  mutating func keep() {
    if case .lent(let view) = self { self = .owned(view.bytes) }
  }
}
