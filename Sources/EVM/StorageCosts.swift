package import Primitives

/// What SSTORE costs and refunds, by what it did to the slot.
package struct StorageCosts: Sendable {
  /// The price and the change of the refund counter.
  package struct Entry: Sendable {
    package var cost: Int64
    package var refund: Int64
  }

  /// Indexed by `StorageStatus`, in its order.
  private var entries: [Entry]

  package subscript(status: StorageStatus) -> Entry { entries[Int(status.rawValue)] }

  /// The first scheme: the price depends on the current and the new value only (Yellow Paper
  /// `G_sset`, `G_sreset`, `R_sclear`).
  static func plain(set: Int64, reset: Int64, clear: Int64) -> StorageCosts {
    StorageCosts { status in
      switch status {
      case .added, .deletedThenAdded, .deletedThenRestored: Entry(cost: set, refund: 0)
      case .deleted, .modifiedThenDeleted, .addedThenDeleted: Entry(cost: reset, refund: clear)
      case .unchanged, .modified, .modifiedThenRestored: Entry(cost: reset, refund: 0)
      }
    }
  }

  /// Net metering: only the first change of a slot in a transaction pays in full (EIP-1283,
  /// EIP-2200, EIP-2929, EIP-3529).
  static func net(again: Int64, set: Int64, reset: Int64, clear: Int64) -> StorageCosts {
    StorageCosts { status in
      switch status {
      case .unchanged: Entry(cost: again, refund: 0)
      case .added: Entry(cost: set, refund: 0)
      case .deleted: Entry(cost: reset, refund: clear)
      case .modified: Entry(cost: reset, refund: 0)
      case .deletedThenAdded: Entry(cost: again, refund: -clear)
      case .modifiedThenDeleted: Entry(cost: again, refund: clear)
      case .deletedThenRestored: Entry(cost: again, refund: reset - again - clear)
      case .addedThenDeleted: Entry(cost: again, refund: set - again)
      case .modifiedThenRestored: Entry(cost: again, refund: reset - again)
      }
    }
  }

  /// No price and no refund: the host charges by itself.
  package static let free = StorageCosts { _ in Entry(cost: 0, refund: 0) }

  private init(_ entry: (StorageStatus) -> Entry) {
    entries = StorageStatus.allCases.map(entry)
  }

  /// Ethereum's prices under a revision.
  package init(_ revision: Revision) {
    self =
      switch revision {
      case ..<Revision.constantinople: .plain(set: 20000, reset: 5000, clear: 15000)
      case .constantinople: .net(again: 200, set: 20000, reset: 5000, clear: 15000)  // EIP-1283
      case .petersburg: .plain(set: 20000, reset: 5000, clear: 15000)  // EIP-1716
      case .istanbul: .net(again: 800, set: 20000, reset: 5000, clear: 15000)  // EIP-2200
      case .berlin: .net(again: 100, set: 20000, reset: 2900, clear: 15000)  // EIP-2929
      default: .net(again: 100, set: 20000, reset: 2900, clear: 4800)  // EIP-3529
      }
  }
}

extension StorageStatus {
  /// What writing `new` over `current` does to a slot that held `original` when the transaction
  /// began.
  package init(original: UInt256, current: UInt256, new: UInt256) {
    if current == new {
      self = .unchanged
    } else if original == current {
      self = original.isZero ? .added : new.isZero ? .deleted : .modified
    } else if original.isZero {
      self = new.isZero ? .addedThenDeleted : .unchanged
    } else if current.isZero {
      self = new == original ? .deletedThenRestored : .deletedThenAdded
    } else if new.isZero {
      self = .modifiedThenDeleted
    } else {
      self = new == original ? .modifiedThenRestored : .unchanged
    }
  }
}
