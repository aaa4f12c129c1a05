/// A node of a HAMT or KAMT: its occupied slots and a pointer for each
/// (ref-fvm `ipld/hamt/src/node.rs`, `ipld/kamt/src/node.rs`).
///
/// Links are followed when a key needs them and what was read is kept, so that each block is read
/// once; changed nodes are kept in memory until `flush`. What was read lies beside the pointers, which
/// a clean node shares with the cache of nodes: copying them was a tenth of a transfer.
final class TrieNode<Format: TrieFormat, Value: CBORCodable & Equatable> {
  typealias Pair = TriePair<Format.Key, Value>
  typealias Context = TrieContext<Format, Value>

  enum Pointer {
    /// A bucket, in ascending order of keys.
    case values([Pair])
    /// A node in the store.
    case link(CID, PathExtension)
    /// A node that differs from the store's.
    case dirty(TrieNode, PathExtension)
  }

  var slots = TrieBitfield()
  var pointers: [Pointer] = []
  /// The nodes of links that were read, by the place of their pointer; empty while there are none.
  private var children: [TrieNode?] = []

  var isEmpty: Bool { pointers.isEmpty }

  // MARK: - Lookup

  /// The value of a key.
  func value(
    of key: Format.Key, _ path: inout TriePath, depth: Int, _ context: Context
  ) throws(IPLDError) -> Value? {
    var node = self
    var depth = depth
    while true {
      let slot = try path.next(context.parameters.bitWidth)
      guard node.slots.contains(slot) else { return nil }
      let index = node.slots.count(below: slot)
      let child: TrieNode
      let skip: PathExtension
      switch node.pointers[index] {
      case .values(let pairs):
        for pair in pairs where pair.key == key { return pair.value }
        return nil
      case .dirty(let dirty, let dirtySkip):
        (child, skip) = (dirty, dirtySkip)
      case .link(let cid, let linkSkip):
        skip = linkSkip
        child = try node.loadChild(index, cid, depth, context)
      }
      guard try skip.match(&path, width: context.parameters.bitWidth) == skip.count else {
        return nil
      }
      node = child
      depth += 1
    }
  }

  // MARK: - Insertion

  /// Gives a key a value. Returns the value it had, and whether the node differs now.
  func set(
    _ key: Format.Key, _ value: Value, _ path: inout TriePath, depth: Int, _ context: Context
  ) throws(IPLDError) -> (old: Value?, isModified: Bool) {
    let width = context.parameters.bitWidth
    let slot = try path.next(width)
    let index = slots.count(below: slot)
    guard slots.contains(slot) else {
      if depth >= context.parameters.minimumDataDepth {
        insert(slot, .values([Pair(key: key, value: value)]))
      } else {
        let child = TrieNode()
        _ = try child.set(key, value, &path, depth: depth + 1, context)
        insert(slot, .dirty(child, .empty))
      }
      return (nil, true)
    }
    switch pointers[index] {
    case .values(let pairs):
      return try setInBucket(index, pairs, key, value, &path, depth: depth, context)
    case .link(let cid, let skip):
      let matched = try skip.match(&path, width: width)
      guard matched == skip.count else {
        let read = child(index)
        let middle = try split(skip, at: matched, key, value, &path, context) { tail in
          (.link(cid, tail), read)
        }
        replace(index, with: middle)
        return (nil, true)
      }
      let child = try loadChild(index, cid, depth, context)
      let result = try child.set(
        key, value, &path, depth: depth + 1 + matched / width, context)
      if result.isModified { replace(index, with: .dirty(child, skip)) }
      return result
    case .dirty(let child, let skip):
      let matched = try skip.match(&path, width: width)
      guard matched == skip.count else {
        let middle = try split(skip, at: matched, key, value, &path, context) { tail in
          (.dirty(child, tail), nil)
        }
        pointers[index] = middle
        return (nil, true)
      }
      return try child.set(key, value, &path, depth: depth + 1 + matched / width, context)
    }
  }

  private func setInBucket(
    _ index: Int, _ old: [Pair], _ key: Format.Key, _ value: Value, _ path: inout TriePath,
    depth: Int, _ context: Context
  ) throws(IPLDError) -> (old: Value?, isModified: Bool) {
    var pairs = old
    if let place = pairs.firstIndex(where: { $0.key == key }) {
      let previous = pairs[place].value
      guard previous != value else { return (previous, false) }
      pairs[place].value = value
      pointers[index] = .values(pairs)
      return (previous, true)
    }
    guard pairs.count >= context.parameters.bucketSize else {
      pairs.insert(
        Pair(key: key, value: value), at: pairs.firstIndex { $0.key > key } ?? pairs.count)
      pointers[index] = .values(pairs)
      return (nil, true)
    }
    let width = context.parameters.bitWidth
    let paths = pairs.map { context.format.path(of: $0.key) }
    let skip =
      Format.compressesPaths
      ? PathExtension.commonPrefix(&path, paths, width: width) : PathExtension.empty
    let start = path.consumed
    let childDepth = depth + 1 + skip.count / width
    let child = TrieNode()
    _ = try child.set(key, value, &path, depth: childDepth, context)
    for (pair, bits) in zip(pairs, paths) {
      var path = TriePath(bits, consumed: start)
      _ = try child.set(pair.key, pair.value, &path, depth: childDepth, context)
    }
    pointers[index] = .dirty(child, skip)
    return (nil, true)
  }

  /// A node between, for a key that leaves an extension on its way: it holds the key's pair and,
  /// through `original`, the node that the extension led to.
  private func split(
    _ skip: PathExtension, at matched: Int, _ key: Format.Key, _ value: Value,
    _ path: inout TriePath, _ context: Context,
    _ original: (PathExtension) -> (pointer: Pointer, child: TrieNode?)
  ) throws(IPLDError) -> Pointer {
    let width = context.parameters.bitWidth
    let (head, slot, tail) = try skip.split(at: matched, width: width)
    let middle = TrieNode()
    let moved = original(tail)
    middle.insert(slot, moved.pointer)
    if let child = moved.child { middle.keep(child, at: 0) }
    middle.insert(try path.next(width), .values([Pair(key: key, value: value)]))
    return .dirty(middle, head)
  }

  private func insert(_ slot: Int, _ pointer: Pointer) {
    let index = slots.count(below: slot)
    pointers.insert(pointer, at: index)
    if !children.isEmpty { children.insert(nil, at: index) }
    slots.toggle(slot)
  }

  // MARK: - Nodes below

  /// The node of the link at `index` if it was read.
  func child(_ index: Int) -> TrieNode? { children.isEmpty ? nil : children[index] }

  /// Keeps a node that was read, or written, at its link.
  func keep(_ child: TrieNode, at index: Int) {
    if children.isEmpty { children = [TrieNode?](repeating: nil, count: pointers.count) }
    children[index] = child
  }

  /// Replaces a pointer by one that is no link, or by a link that was not read.
  private func replace(_ index: Int, with pointer: Pointer) {
    pointers[index] = pointer
    if !children.isEmpty { children[index] = nil }
  }

  // MARK: - Removal

  /// Removes a key and brings the nodes on its way back to their canonical form. Returns the value
  /// it had.
  func remove(
    _ key: Format.Key, _ path: inout TriePath, depth: Int, _ context: Context
  ) throws(IPLDError) -> Value? {
    let width = context.parameters.bitWidth
    let slot = try path.next(width)
    guard slots.contains(slot) else { return nil }
    let index = slots.count(below: slot)
    let child: TrieNode
    let skip: PathExtension
    let matched: Int
    switch pointers[index] {
    case .values(var pairs):
      guard let place = pairs.firstIndex(where: { $0.key == key }) else { return nil }
      let value = pairs[place].value
      if pairs.count == 1 {
        removePointer(index, slot)
      } else {
        pairs.remove(at: place)
        pointers[index] = .values(pairs)
      }
      return value
    case .link(let cid, let linkSkip):
      matched = try linkSkip.match(&path, width: width)
      guard matched == linkSkip.count else { return nil }
      (child, skip) = (try loadChild(index, cid, depth, context), linkSkip)
    case .dirty(let dirty, let dirtySkip):
      matched = try dirtySkip.match(&path, width: width)
      guard matched == dirtySkip.count else { return nil }
      (child, skip) = (dirty, dirtySkip)
    }
    guard
      let value = try child.remove(key, &path, depth: depth + 1 + matched / width, context)
    else { return nil }
    if let (pointer, below) = try child.canonicalPointer(skip, depth: depth, context) {
      replace(index, with: pointer)
      if let below { keep(below, at: index) }
    } else {
      removePointer(index, slot)
    }
    return value
  }

  private func removePointer(_ index: Int, _ slot: Int) {
    pointers.remove(at: index)
    if !children.isEmpty { children.remove(at: index) }
    slots.toggle(slot)
  }

  /// What a parent should hold of this node after a removal: itself, its pairs when they fit a
  /// bucket, its only child, or nothing; and the node of a link if it was read.
  private func canonicalPointer(
    _ skip: PathExtension, depth: Int, _ context: Context
  ) throws(IPLDError) -> (pointer: Pointer, child: TrieNode?)? {
    let isShallow = depth < context.parameters.minimumDataDepth
    guard let first = pointers.first else {
      guard isShallow else { throw .invalidTree("a node became empty below the root") }
      return nil
    }
    guard !isShallow else { return (.dirty(self, skip), nil) }
    let width = context.parameters.bitWidth
    if pointers.count == 1 {
      switch first {
      case .values:
        return (first, nil)
      case .link(let cid, let tail) where Format.compressesPaths:
        let joined = try skip.joined(slot: slots.last ?? 0, width: width, tail)
        return (.link(cid, joined), child(0))
      case .dirty(let child, let tail) where Format.compressesPaths:
        return (.dirty(child, try skip.joined(slot: slots.last ?? 0, width: width, tail)), nil)
      case .link, .dirty:
        return (.dirty(self, skip), nil)
      }
    }
    guard pointers.count <= context.parameters.bucketSize else { return (.dirty(self, skip), nil) }
    var pairs: [Pair] = []
    for pointer in pointers {
      guard case .values(let bucket) = pointer else { return (.dirty(self, skip), nil) }
      pairs += bucket
    }
    guard pairs.count <= context.parameters.bucketSize else { return (.dirty(self, skip), nil) }
    return (.values(pairs.sorted { $0.key < $1.key }), nil)
  }

  // MARK: - Iteration

  /// Passes every pair to `body` in the order of slots. Nodes read on the way are not kept.
  func forEach(
    depth: Int, _ context: Context, _ body: (Format.Key, Value) throws(IPLDError) -> Void
  ) throws(IPLDError) {
    guard depth <= TriePath.size else { throw .maximumDepth }
    for (index, pointer) in pointers.enumerated() {
      switch pointer {
      case .values(let pairs):
        for pair in pairs { try body(pair.key, pair.value) }
      case .dirty(let child, _):
        try child.forEach(depth: depth + 1, context, body)
      case .link(let cid, _):
        if let known = child(index) {
          try known.forEach(depth: depth + 1, context, body)
        } else {
          try TrieNode.load(cid, depth: depth + 1, context).forEach(depth: depth + 1, context, body)
        }
      }
    }
  }
}
