import Cryptography
import FVM
import Filecoin
import IPLD

/// What the machine asks of the chain: randomness and earlier tipsets, seen from one tipset.
final class ChainExterns: Externs {
  private let store: ChainStore
  /// The header of the tipset whose messages run; it may not be stored yet.
  private let current: BlockHeader

  init(store: ChainStore, current: BlockHeader) {
    self.store = store
    self.current = current
  }

  /// BLAKE2b-256 of the ticket (lotus `chain/rand/rand.go`).
  func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    guard let ticket = try header(at: epoch).ticket else {
      throw ExternError("the tipset at epoch \(epoch) has no ticket")
    }
    return Blake2b.hash(ticket, size: 32)
  }

  /// BLAKE2b-256 of the beacon's value (lotus `chain/rand/rand.go`).
  func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    guard let entry = try header(at: epoch).beaconEntries.last else {
      throw ExternError("the tipset at epoch \(epoch) has no beacon entry")
    }
    return Blake2b.hash(entry.data, size: 32)
  }

  func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID {
    guard epoch < current.epoch else {
      throw ExternError("epoch \(epoch) is not before \(current.epoch)")
    }
    return TipsetKey([try header(at: epoch).cid]).cid
  }

  private func header(at epoch: ChainEpoch) throws(ExternError) -> BlockHeader {
    if epoch == current.epoch { return current }
    guard epoch >= 0, epoch < current.epoch else {
      throw ExternError("no tipset at epoch \(epoch), the current one is \(current.epoch)")
    }
    do {
      if let tipset = try store.tipset(upTo: epoch) { return tipset.header }
    } catch {
      throw ExternError(error.description)
    }
    throw ExternError("no tipset at epoch \(epoch)")
  }
}
