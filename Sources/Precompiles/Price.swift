/// What a run of a precompile costs, in gas.
enum Price: Sendable {
  /// The same for every input.
  case flat(UInt64)
  /// A base and so much for each 32-byte word of input, the last one rounded up.
  case words(base: UInt64, each: UInt64)
  /// A base and so much for each whole part of `size` bytes.
  case parts(base: UInt64, each: UInt64, size: Int)
  /// Anything else. The function reads no more than the input's head and saturates.
  case computed(@Sendable (Span<UInt8>) -> UInt64)

  func gas(_ input: Span<UInt8>) -> UInt64 {
    switch self {
    case .flat(let gas): gas
    case .words(let base, let each): base + each * UInt64((input.count + 31) / 32)
    case .parts(let base, let each, let size): base + each * UInt64(input.count / size)
    case .computed(let function): function(input)
    }
  }
}
