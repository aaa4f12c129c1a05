/// Lends the bytes of any sequence as one contiguous run, copied only when they are not one yet.
@unsafe
func withBytes<Result>(
  of bytes: some Sequence<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
  if let result = bytes.withContiguousStorageIfAvailable({ unsafe body($0) }) {
    return result
  }
  return unsafe Array(bytes).withUnsafeBufferPointer { unsafe body($0) }
}
