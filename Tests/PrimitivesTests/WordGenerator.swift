import Primitives
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Words that look for trouble: random ones of each width, powers of two and their neighbours, the
/// sign's boundary, and limbs that are all ones or all zeros.
struct WordGenerator: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func word() -> UInt256 {
    let choice = next()
    switch choice & 7 {
    case 0: return UInt256(limbs: next(), next(), next(), next())
    case 1, 2: return UInt256(limbs: next(), next(), next(), next()) >> (choice >> 8 & 255)
    case 3:
      let power = UInt256.one << (choice >> 8 & 255)
      switch (choice >> 16) % 3 {
      case 0: return power
      case 1: return power - .one
      default: return power + .one
      }
    case 4: return UInt256(choice >> 8 & 3) - .one
    case 5: return (.one << 255) + UInt256(choice >> 8 & 3) - .one
    default: return UInt256(limbs: limb(), limb(), limb(), limb())
    }
  }

  /// A limb at an edge as often as not.
  private mutating func limb() -> UInt64 {
    let choice = next()
    switch choice & 7 {
    case 0, 1: return 0
    case 2, 3: return .max
    case 4: return 1 << 63
    case 5: return choice >> 8 & 3
    case 6: return .max - (choice >> 8 & 3)
    default: return next()
    }
  }

  /// A dividend and divisor: free, close to each other, or a multiple of the divisor and a bit.
  mutating func division() -> (UInt256, UInt256) {
    let divisor = word()
    switch next() & 3 {
    case 0: return (divisor + (word() >> 192) - .one, divisor)
    case 1:
      let room = UInt64(divisor.leadingZeroBitCount)
      // A power of two less one bit leaves a run of digits that are all ones.
      let factor =
        room == 0 ? .one : next() & 1 == 0 ? word() >> (256 - room) : .one << (next() % room)
      return (divisor * factor + UInt256(next() & 3) - .one, divisor)
    default: return (word(), divisor)
    }
  }
}

/// How property tests run: `FEVM_PROPERTY_ROUNDS` sets the rounds, `FEVM_PROPERTY_SEED` repeats a
/// run.
enum Property {
  static let rounds = environment("FEVM_PROPERTY_ROUNDS").flatMap { Int($0) } ?? 20_000

  static let seed: UInt64 = {
    let seed = environment("FEVM_PROPERTY_SEED").flatMap { UInt64($0) } ?? .random(in: 0 ... .max)
    print("property tests: FEVM_PROPERTY_SEED=\(seed)")
    return seed
  }()

  /// Runs `check` until it names a failure, which is recorded with the seed.
  static func run(
    rounds: Int = rounds, location: SourceLocation = #_sourceLocation,
    _ check: (inout WordGenerator) -> String?
  ) {
    var generator = WordGenerator(seed: seed)
    for round in 0..<rounds {
      if let failure = check(&generator) {
        Issue.record(
          "\(failure) (round \(round), FEVM_PROPERTY_SEED=\(seed))", sourceLocation: location)
        return
      }
    }
  }

  private static func environment(_ name: String) -> String? {
    // Safe: nothing in the tests changes the environment.
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
