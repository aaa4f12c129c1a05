import Cryptography
package import Filecoin

/// Drawing from a 32-byte digest of the chain or the beacon.
package enum Randomness {
  /// What a digest is drawn for (builtin-actors `runtime/randomness.rs`).
  package enum Tag: Int64, Sendable {
    case ticketProduction = 1
    case electionProofProduction
    case winningPoStChallengeSeed
    case windowedPoStChallengeSeed
    case sealRandomness
    case interactiveSealChallengeSeed
    case windowedPoStDeadlineAssignment
    case marketDealCronSeed
    case poStChainCommit
    case evmPrevRandao
  }

  /// BLAKE2b-256 of tag ‖ digest ‖ epoch ‖ entropy, the numbers as 8 big-endian bytes.
  package static func draw(
    digest: [UInt8], tag: Int64, epoch: ChainEpoch, entropy: [UInt8]
  ) -> [UInt8] {
    Blake2b.hash(input(digest: digest, tag: tag, epoch: epoch, entropy: entropy), size: 32)
  }

  /// What is hashed: tag ‖ digest ‖ epoch ‖ entropy, for actors that ask the kernel to hash.
  package static func input(
    digest: [UInt8], tag: Int64, epoch: ChainEpoch, entropy: [UInt8]
  ) -> [UInt8] {
    var input: [UInt8] = []
    input.reserveCapacity(48 + entropy.count)
    append(tag, to: &input)
    input += digest
    append(epoch, to: &input)
    input += entropy
    return input
  }

  private static func append(_ value: Int64, to bytes: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> Int64(shift)))
    }
  }
}
