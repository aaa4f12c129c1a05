/// The vectors that are not run, each with its reason.
package enum SkipList {
  private static let entries: [(pathEnd: String, reason: String)] = [
    (
      "BasicTests/crypto.json",
      "AES and ECIES of the peer-to-peer network, which fevm does not speak"
    ),
    (
      "TrieTests/trietestnextprev.json",
      "walks a trie by neighbouring keys; fevm computes roots and keeps no walkable trie"
    ),
  ]

  /// Why the file is not run; nil if it is.
  package static func reason(path: String) -> String? {
    entries.first { path.hasSuffix($0.pathEnd) }?.reason
  }
}
