/// Stacks and memories for nested frames, kept between calls.
///
/// Frames end in the reverse order of their start, so the pool is itself a stack: level 0 belongs to
/// the outermost frame. A memory is left as its frame left it, with the output that was lent to the
/// caller (`CallOutput`), until the level is used again; one that grew large goes back to the system
/// when the caller ends.
@safe
struct FramePool: ~Copyable {
  private struct Level {
    var stack: StackSpace
    var memory: Memory
  }

  @safe
  private struct Contents {
    // Safe: `made` levels of `capacity` are initialised.
    var levels: UnsafeMutablePointer<Level>
    var capacity: Int
    var made = 0
    /// Levels in use.
    var depth = 0
  }

  /// Bytes of memory that a level keeps: much near the surface, where most calls run, and little
  /// below, so that one chain of 1024 calls does not hold a gigabyte for good.
  private static func retained(depth: Int) -> Int { depth < 8 ? 1 << 20 : 1 << 14 }
  private static let initial = 4096

  // Safe: owned by the pool, freed once. Behind a pointer so that calls do not pay for the dynamic
  // exclusivity checks of a class's variables.
  private let contents: UnsafeMutablePointer<Contents>

  init() {
    let capacity = 64
    unsafe contents = .allocate(capacity: 1)
    unsafe contents.initialize(
      to: Contents(levels: .allocate(capacity: capacity), capacity: capacity))
  }

  /// Whether no frame, or only the outermost, is running.
  var isShallow: Bool { unsafe contents.pointee.depth <= 1 }

  /// The next level's stack and memory, the memory empty; nil if the system has none left.
  @inline(__always)
  func acquire() -> (StackSpace, Memory)? {
    let depth = unsafe contents.pointee.depth
    if unsafe depth == contents.pointee.made {
      guard let memory = Memory(capacity: FramePool.initial) else { return nil }
      add(Level(stack: StackSpace(), memory: memory))
    }
    unsafe contents.pointee.depth = depth + 1
    let level = unsafe contents.pointee.levels + depth
    if unsafe level.pointee.memory.size > 0 { unsafe level.pointee.memory.wipe() }
    return unsafe (level.pointee.stack, level.pointee.memory)
  }

  /// Takes back what the innermost frame used. What was lent to it is over now.
  @inline(__always)
  func release(_ memory: Memory) {
    let depth = unsafe contents.pointee.depth - 1
    unsafe contents.pointee.depth = depth
    let level = unsafe contents.pointee.levels + depth
    unsafe level.pointee.memory = memory
    if unsafe depth + 1 < contents.pointee.made { trim(depth + 1) }
    if depth == 0 { trim(0) }
  }

  @inline(__always)
  private func trim(_ depth: Int) {
    if unsafe contents.pointee.levels[depth].memory.capacity > FramePool.retained(depth: depth) {
      replaceMemory(depth)
    }
  }

  @inline(never)
  private func replaceMemory(_ depth: Int) {
    guard let fresh = Memory(capacity: FramePool.initial) else { return }
    unsafe contents.pointee.levels[depth].memory.deallocate()
    unsafe contents.pointee.levels[depth].memory = fresh
  }

  @inline(never)
  private func add(_ level: Level) {
    let made = unsafe contents.pointee.made
    if unsafe made == contents.pointee.capacity {
      let levels = UnsafeMutablePointer<Level>.allocate(capacity: 2 * made)
      unsafe levels.moveInitialize(from: contents.pointee.levels, count: made)
      unsafe contents.pointee.levels.deallocate()
      unsafe contents.pointee.levels = levels
      unsafe contents.pointee.capacity = 2 * made
    }
    unsafe (contents.pointee.levels + made).initialize(to: level)
    unsafe contents.pointee.made = made + 1
  }

  deinit {
    for index in unsafe 0..<contents.pointee.made {
      unsafe contents.pointee.levels[index].stack.deallocate()
      unsafe contents.pointee.levels[index].memory.deallocate()
    }
    unsafe contents.pointee.levels.deallocate()
    unsafe contents.deallocate()
  }
}
