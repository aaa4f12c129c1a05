/// Which parts of a step a trace shows beside the counters.
package struct TraceContents: Sendable {
  package var memory = false
  package var stack = true
  package var storage = true
  package var returnData = false

  package init() {}
}

/// A tracer that writes text, many lines at a time.
package protocol TraceWriter: Tracer {
  /// Hands over what is not yet written.
  func flush()
}

/// Text on its way out.
struct TraceOutput {
  private static let limit = 1 << 16
  private var pending: [UInt8] = []
  private let write: ([UInt8]) -> Void

  init(_ write: @escaping ([UInt8]) -> Void) { self.write = write }

  mutating func append(_ text: String) {
    pending.append(contentsOf: text.utf8)
    if pending.count > TraceOutput.limit { flush() }
  }

  mutating func flush() {
    guard !pending.isEmpty else { return }
    write(pending)
    pending.removeAll(keepingCapacity: true)
  }
}

extension String {
  /// The text with blanks before it up to `width`.
  func right(_ width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - utf8.count)) + self
  }

  /// The text with blanks behind it up to `width`.
  func left(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - utf8.count))
  }

  /// Digits with zeros before them up to `width`.
  init(zeroFilled number: Int, _ width: Int) {
    let digits = String(number)
    self = String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}
