/// What `UInt256` mixes into a hash: chosen anew by every process, so that nobody who chooses slots
/// can choose them to collide.
@frozen
public struct HashSecret: Sendable {
  @usableFromInline let limb0: UInt64
  @usableFromInline let limb1: UInt64
  @usableFromInline let limb2: UInt64
  @usableFromInline let limb3: UInt64

  private init() {
    limb0 = .random(in: .min ... .max)
    limb1 = .random(in: .min ... .max)
    limb2 = .random(in: .min ... .max)
    limb3 = .random(in: .min ... .max)
  }

  /// The process's. Asking for it asks each time whether it was chosen, so whoever hashes much
  /// keeps a copy.
  public static let ofProcess = HashSecret()
}

extension UInt256 {
  /// Folds the limbs to one before they reach the hasher: two multiplications cost less than three
  /// more rounds of it, and tables of words are what states are made of.
  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(hash(.ofProcess)) }

  /// A hash that nobody outside the process can foresee; equal words have equal ones.
  @inlinable @inline(__always)
  public func hash(_ secret: HashSecret) -> UInt64 {
    let low = UInt128(limb0 ^ secret.limb0) &* UInt128(limb1 ^ secret.limb1)
    let high = UInt128(limb2 ^ secret.limb2) &* UInt128(limb3 ^ secret.limb3)
    let mixed = low ^ (high << 64 | high >> 64)
    return UInt64(truncatingIfNeeded: mixed ^ (mixed >> 64))
  }
}
