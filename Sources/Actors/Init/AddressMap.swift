import FVM
import Filecoin
import IPLD
import Primitives

/// The Init actor's map from addresses to ids. Keys are hashed by the kernel, a system call each
/// (builtin-actors `runtime/src/runtime/hash_algorithm.rs`).
struct AddressMapFormat: TrieFormat {
  static let compressesPaths = false

  let runtime: Runtime

  func path(of key: ByteString) -> UInt256 {
    runtime.owe(ComputeGas.syscalls(1))
    do {
      let digest = try runtime.kernel.hash(HashFunction.sha256.rawValue, key.bytes)
      return UInt256(bigEndian: digest) ?? .zero
    } catch {
      // The store's failure is checked after each operation, so the path is not used.
      runtime.store.remember(error)
      return .zero
    }
  }
}

/// A map of addresses' bytes to ids.
typealias AddressMap = Trie<AddressMapFormat, ActorID>
