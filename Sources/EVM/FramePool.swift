/// Stacks and memories for nested frames, kept between calls.
///
/// Frames end in the reverse order of their start, so the pool is itself a stack: level 0 belongs to
/// the outermost frame. A memory that grew large is given back to the system instead of being wiped.
final class FramePool {
  /// Bytes of memory that a level keeps.
  private static let retained = 1 << 20
  private static let initial = 4096

  private var stacks: [StackSpace] = []
  private var memories: [Memory] = []
  private var level = 0

  /// The next level's stack and memory, the memory empty; nil if the system has none left.
  func acquire() -> (StackSpace, Memory)? {
    if level == stacks.count {
      guard let memory = Memory(capacity: FramePool.initial) else { return nil }
      stacks.append(StackSpace())
      memories.append(memory)
    }
    level += 1
    return (stacks[level - 1], memories[level - 1])
  }

  /// Takes back what the innermost frame used.
  func release(_ memory: Memory) {
    level -= 1
    var memory = memory
    if memory.capacity > FramePool.retained, let fresh = Memory(capacity: FramePool.initial) {
      memory.deallocate()
      memory = fresh
    } else if memory.size > 0 {
      memory.wipe()
    }
    memories[level] = memory
  }

  deinit {
    for stack in stacks { stack.deallocate() }
    for memory in memories { memory.deallocate() }
  }
}
