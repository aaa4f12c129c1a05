import Primitives

extension Frame {
  /// RETURN and REVERT: offset, size of the output.
  @inline(never)
  mutating func takeOutput(_ top: StackTop) throws(HaltReason) {
    output = try region(top[0], top[1])
  }
}
