import Cryptography
package import Primitives

/// Code and its hash, computed when it is first asked for. Not for use by several threads at once.
package final class HashedCode {
  package let code: Code
  package private(set) lazy var hash = unsafe code.view.withUnsafeBytes { bytes in
    unsafe Keccak256.hash(bytes)
  }

  package init(_ code: Code) { self.code = code }
}

/// Codes that were run or deployed by creates lately, by their bytes.
///
/// A factory creates the same contract again and again: found here, its code is neither hashed nor
/// analysed anew, and keeps its heat. A table with one place for each index, as in `KeccakMemo`;
/// comparing bytes costs a hundredth of hashing them. Not for use by several threads at once.
package final class CodeMemo {
  private static let places = 64
  /// Bytes of the longest code that is kept: the limit of init code (EIP-3860).
  private static let longest = 49152

  private let table = UncheckedBox([HashedCode?](repeating: nil, count: places))

  package init() {}

  /// The code that consists of `bytes`.
  package subscript(bytes: ByteView) -> HashedCode {
    let place = CodeMemo.place(of: bytes)
    if let known = table.value[place], known.code.view.hasSameBytes(as: bytes) { return known }
    let fresh = HashedCode(Code(bytes))
    if bytes.count <= CodeMemo.longest { table.value[place] = fresh }
    return fresh
  }

  /// From the length and the words at both ends. Any spread will do: a collision costs one hash.
  private static func place(of bytes: ByteView) -> Int {
    var mixed = UInt64(truncatingIfNeeded: bytes.count)
    for offset in 0..<8 {
      let ends = UInt64(bytes[offset]) << 8 | UInt64(bytes[bytes.count - 1 - offset])
      mixed = (mixed ^ ends) &* 0x9e37_79b9_7f4a_7c15
    }
    return Int(truncatingIfNeeded: mixed >> 58)
  }
}
