public import Primitives

/// The topics of a log, first topic first: at most four, so that they need no array.
public struct LogTopics: RandomAccessCollection, Sendable {
  @usableFromInline var words: InlineArray<4, UInt256> = [.zero, .zero, .zero, .zero]
  public private(set) var count = 0

  /// Takes at most the first four.
  public init(_ topics: some Sequence<UInt256>) {
    for topic in topics.prefix(4) { append(topic) }
  }

  /// The `count` items of the stack from `depth` below its top on; at most four.
  @inline(__always)
  init(_ top: StackTop, from depth: Int, count: Int) {
    for index in 0..<count { append(top[depth + index].limbwise) }
  }

  @inline(__always)
  private mutating func append(_ topic: UInt256) {
    words[count] = topic
    count += 1
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  @inlinable
  public subscript(index: Int) -> UInt256 { words[index] }
}
