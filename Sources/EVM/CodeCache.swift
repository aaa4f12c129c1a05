package import Primitives

/// Analysed code by its hash, bounded in bytes.
///
/// Two generations: when the young one holds half of the bound it becomes the old one, and what was
/// in the old one and not asked for since is dropped. Not for use by several threads at once.
package final class CodeCache {
  private var young: [Hash256: Code] = [:]
  private var old: [Hash256: Code] = [:]
  private var youngBytes = 0
  private let generationBytes: Int

  /// `limit` is in bytes of code.
  package init(limit: Int = 64 << 20) { generationBytes = limit / 2 }

  /// The analysed code of that hash, made from `load()` when it is not here.
  package func code(
    _ hash: Hash256, load: () throws(HaltReason) -> [UInt8]
  ) throws(HaltReason) -> Code {
    if let code = young[hash] { return code }
    let code: Code
    if let kept = old[hash] { code = kept } else { code = Code(try load()) }
    if youngBytes + code.count > generationBytes {
      old = young
      young = [:]
      youngBytes = 0
    }
    young[hash] = code
    youngBytes += code.count
    return code
  }
}
