/// A dictionary that can return to an earlier state (ref-fvm `history_map.rs`).
///
/// While history is kept every write remembers what it replaced; `rollback` undoes the writes after
/// a mark, newest first.
struct UndoMap<Key: Hashable, Value> {
  private var values: [Key: Value] = [:]
  private var history: [(key: Key, previous: Value?)] = []

  init() {}

  subscript(key: Key) -> Value? { values[key] }

  /// A point to roll back to.
  var mark: Int { history.count }

  mutating func set(_ key: Key, _ value: Value) {
    history.append((key, values.updateValue(value, forKey: key)))
  }

  mutating func rollback(to mark: Int) {
    while history.count > mark {
      let entry = history.removeLast()
      values[entry.key] = entry.previous
    }
  }

  /// Forgets how to undo: for the end of the outermost transaction.
  mutating func discardHistory() { history.removeAll(keepingCapacity: true) }

  /// Replaces an entry without a trace in history.
  mutating func settle(_ key: Key, _ value: Value) { values[key] = value }
}
