/// Counts a message's gas against its limit and the limits of the calls inside it.
///
/// A limit pushed for a call starts a count of its own, capped by what is left outside; popping it
/// adds the call's use to the outer count (ref-fvm `gas/mod.rs`).
package struct GasTracker {
  private struct Snapshot {
    let limit: Gas
    let used: Gas
  }

  private(set) package var limit: Gas
  private(set) package var used = Gas.zero
  private var snapshots: [Snapshot] = []

  /// A tracker for `limit`, at most 2^63 − 1 milligas.
  package init(limit: Gas) { self.limit = min(limit, .limit) }

  package var available: Gas { limit - used }

  /// Adds to the use; when it does not fit, the whole limit counts as used.
  package mutating func use(_ amount: Gas) throws(KernelError) {
    let total = used + amount
    guard total <= limit else {
      used = limit
      throw .outOfGas
    }
    used = total
  }

  /// Limits what follows to `newLimit` or to what is left, whichever is less.
  package mutating func pushLimit(_ newLimit: Gas) {
    snapshots.append(Snapshot(limit: limit, used: used))
    limit = min(available, newLimit)
    used = .zero
  }

  /// Ends the innermost limit.
  package mutating func popLimit() throws(KernelError) {
    guard let snapshot = snapshots.popLast() else { throw .fatal("no gas limits to pop") }
    limit = snapshot.limit
    used += snapshot.used
  }
}
