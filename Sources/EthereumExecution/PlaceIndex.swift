/// Finds the places of elements in an array that its owner keeps, by their hashes.
///
/// Open addressing with linear probing over places alone: keys stay in the owner's array, which the
/// owner compares with. Nothing is ever removed. A lookup costs a fifth of a `Dictionary`'s: no
/// SipHash, no reference counts, no checks of exclusive access. Hashes must be secret
/// (`UInt256.hash(_:)`), as attackers choose slots and addresses.
struct PlaceIndex {
  /// One more than a place, or zero; a power of two of them, at most half in use.
  private var cells: ContiguousArray<UInt32>
  private(set) var count = 0

  init() { cells = ContiguousArray(repeating: 0, count: PlaceIndex.initial) }

  private static let initial = 32

  /// The place of the element that `matches`, all of which have this hash.
  @inline(__always)
  func place(_ hash: UInt64, _ matches: (Int) -> Bool) -> Int? {
    let mask = cells.count &- 1
    var cell = Int(truncatingIfNeeded: hash) & mask
    while true {
      let stored = cells[cell]
      if stored == 0 { return nil }
      // Safe: a stored number is at least 1.
      let place = Int(truncatingIfNeeded: stored &- 1)
      if matches(place) { return place }
      cell = (cell &+ 1) & mask
    }
  }

  /// Adds a place whose element was not found; `hashOf` tells the hashes of the places that are in.
  @inline(__always)
  mutating func insert(_ hash: UInt64, place: Int, hashOf: (Int) -> UInt64) {
    if 2 * (count + 1) > cells.count { grow(hashOf) }
    put(hash, UInt32(place + 1))
    count += 1
  }

  /// Forgets every place.
  mutating func removeAll() {
    guard count > 0 else { return }
    if cells.count > 1 << 12 {
      self = PlaceIndex()
    } else {
      for cell in cells.indices { cells[cell] = 0 }
      count = 0
    }
  }

  private mutating func put(_ hash: UInt64, _ stored: UInt32) {
    let mask = cells.count &- 1
    var cell = Int(truncatingIfNeeded: hash) & mask
    while cells[cell] != 0 { cell = (cell &+ 1) & mask }
    cells[cell] = stored
  }

  @inline(never)
  private mutating func grow(_ hashOf: (Int) -> UInt64) {
    let old = cells
    cells = ContiguousArray(repeating: 0, count: 4 * old.count)
    for stored in old where stored != 0 { put(hashOf(Int(stored) - 1), stored) }
  }
}
