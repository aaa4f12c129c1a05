package import ArgumentParser

/// `fevm fuzz`: mutated input for every decoder.
package struct FuzzCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Feed decoders with mutated input: each must accept it or refuse it, never trap.",
    discussion: """
      The sequence of inputs follows from the seed alone, so a trap can be repeated.

      EXAMPLES:
        fevm fuzz --seconds 60
        fevm fuzz cbor car --seconds 5 --seed 7
        fevm fuzz --list
      """)

  @Argument(help: "The decoders; all by default.")
  var decoders: [String] = []

  @Option(help: "Seconds for each decoder.")
  var seconds = 60.0

  @Option(help: "Where the random numbers start.")
  var seed: UInt64 = 1

  @Flag(help: "List the decoders.")
  var list = false

  package init() {}

  package func run(on console: Console) throws {
    let targets = try FuzzTarget.all()
    if list {
      for target in targets { console.print(target.name) }
      return
    }
    for name in decoders where !targets.contains(where: { $0.name == name }) {
      throw CLIError("no decoder \"\(name)\"; fevm fuzz --list names them")
    }
    for target in targets where decoders.isEmpty || decoders.contains(target.name) {
      let (inputs, accepted) = Self.fuzz(target, seconds: seconds, seed: seed)
      console.print("\(target.name): \(inputs) inputs, \(accepted) accepted")
    }
  }

  private static func fuzz(
    _ target: FuzzTarget, seconds: Double, seed: UInt64
  ) -> (inputs: Int, accepted: Int) {
    var mutator = Mutator(seed: seed, seeds: target.seeds)
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var inputs = 0
    var accepted = 0
    while clock.now < end {
      for _ in 0..<64 {
        let input = mutator.next()
        inputs += 1
        do {
          try target.decode(input)
          accepted += 1
          mutator.keep(input)
        } catch {
          // A refusal is a right answer.
        }
      }
    }
    return (inputs, accepted)
  }
}

/// Makes inputs out of valid ones: bits flipped, bytes set, parts cut out, doubled or exchanged.
struct Mutator {
  private var state: UInt64
  private var corpus: [[UInt8]]
  private let seedCount: Int

  private static let interesting: [UInt8] = [
    0, 1, 0x17, 0x18, 0x1b, 0x1f, 0x20, 0x28, 0x2c, 0x30, 0x5b, 0x7b, 0x7f, 0x80, 0x81, 0x9b, 0x9f,
    0xb7, 0xb8, 0xbf, 0xc0, 0xd8, 0xf6, 0xf7, 0xf8, 0xff,
  ]
  private static let largestInput = 1 << 14
  /// Accepted inputs that are kept beside the seeds.
  private static let largestHarvest = 256

  init(seed: UInt64, seeds: [[UInt8]]) {
    state = seed
    corpus = seeds
    seedCount = seeds.count
  }

  /// SplitMix64.
  private mutating func random(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
  }

  private mutating func part(of bytes: [UInt8]) -> Range<Int> {
    let start = random(below: bytes.count + 1)
    return start..<min(bytes.count, start + random(below: 32))
  }

  mutating func next() -> [UInt8] {
    // Half of all inputs start from a seed: what was accepted drifts toward the trivial.
    var bytes = corpus[random(below: random(below: 2) == 0 ? seedCount : corpus.count)]
    for _ in 0...random(below: 4) {
      let index = random(below: bytes.count)
      switch random(below: 7) {
      case 0 where !bytes.isEmpty: bytes[index] ^= 1 << UInt8(random(below: 8))
      case 1 where !bytes.isEmpty:
        bytes[index] = Self.interesting[random(below: Self.interesting.count)]
      case 2: bytes.removeSubrange(part(of: bytes))
      case 3: bytes.insert(contentsOf: bytes[part(of: bytes)], at: min(index, bytes.count))
      case 4:
        let other = corpus[random(below: corpus.count)]
        bytes.replaceSubrange(part(of: bytes), with: other[part(of: other)])
      case 5: bytes.insert(UInt8(random(below: 256)), at: min(index, bytes.count))
      default: bytes.removeLast(random(below: min(bytes.count, 16) + 1))
      }
    }
    if bytes.count > Self.largestInput { bytes.removeLast(bytes.count - Self.largestInput) }
    return bytes
  }

  /// Lets later inputs start from one that was accepted.
  mutating func keep(_ input: [UInt8]) {
    if corpus.count < seedCount + Self.largestHarvest {
      corpus.append(input)
    } else {
      corpus[seedCount + random(below: Self.largestHarvest)] = input
    }
  }
}
