import FVM
import IPLD

/// Blocks of the running actor, read and written by system calls
/// (builtin-actors `runtime/src/runtime/actor_blockstore.rs`).
///
/// Trees only know that a store failed; what the kernel said is kept in `failure`.
final class KernelBlockstore: Blockstore {
  private let kernel: any Kernel
  /// The first failure that no tree may answer for: out of gas, or a broken machine.
  private(set) var failure: KernelError?
  /// Computation that was done and not charged yet.
  @safe @exclusivity(unchecked) private(set) var owed = Gas.zero

  init(_ kernel: any Kernel) { self.kernel = kernel }

  func get(_ cid: CID) throws(BlockstoreError) -> [UInt8]? {
    if cid.hashCode == Multicodec.identity { return Array(cid.digest) }
    do {
      let (id, stat) = try kernel.blockOpen(cid)
      owed += ComputeGas.syscalls(2)
      owed += ComputeGas.read(Int(stat.size), isCode: cid.codec == Multicodec.raw)
      return try kernel.blockRead(id, offset: 0, count: stat.size).bytes
    } catch {
      throw remember(error, "block \(cid) cannot be read")
    }
  }

  func put(_ cid: CID, _ block: [UInt8]) throws(BlockstoreError) {
    let written = try put(codec: cid.codec, block)
    guard written == cid else { throw BlockstoreError("block \(cid) has the name \(written)") }
  }

  func put(dagCBOR block: [UInt8]) throws(BlockstoreError) -> CID {
    try put(codec: Multicodec.dagCBOR, block)
  }

  /// Writes a block under its BLAKE2b-256 name.
  func put(codec: UInt64, _ block: [UInt8]) throws(BlockstoreError) -> CID {
    do {
      owed += ComputeGas.syscalls(2)
      owed += ComputeGas.written(block.count)
      let id = try kernel.blockCreate(codec: codec, data: block)
      return try kernel.blockLink(id, hashFunction: Multicodec.blake2b256, hashLength: 32)
    } catch {
      throw remember(error, "a block cannot be written")
    }
  }

  /// Adds to what is owed.
  func owe(_ gas: Gas) { owed += gas }

  /// What is owed, which is 0 from now on.
  func takeOwed() -> Gas {
    defer { owed = .zero }
    return owed
  }

  /// Keeps a failure that happened beside the store, such as in hashing a key.
  func remember(_ error: KernelError) { _ = remember(error, "") }

  private func remember(_ error: KernelError, _ what: String) -> BlockstoreError {
    if error.number == nil, failure == nil { failure = error }
    return BlockstoreError("\(what): \(error)")
  }
}
