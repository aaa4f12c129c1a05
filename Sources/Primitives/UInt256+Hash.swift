/// What `UInt256` mixes into a hash: chosen anew by every process, so that nobody who chooses slots
/// can choose them to collide.
@usableFromInline
enum HashSecret {
  @usableFromInline static let limbs: (UInt64, UInt64, UInt64, UInt64) = (
    .random(in: .min ... .max), .random(in: .min ... .max), .random(in: .min ... .max),
    .random(in: .min ... .max)
  )
}

extension UInt256 {
  /// Folds the limbs to one before they reach the hasher: two multiplications cost less than three
  /// more rounds of it, and tables of words are what states are made of.
  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(secretHash) }

  /// A hash that nobody outside the process can foresee; equal words have equal ones.
  @inlinable
  public var secretHash: UInt64 {
    let secret = HashSecret.limbs
    let low = UInt128(limb0 ^ secret.0) &* UInt128(limb1 ^ secret.1)
    let high = UInt128(limb2 ^ secret.2) &* UInt128(limb3 ^ secret.3)
    let mixed = low ^ (high << 64 | high >> 64)
    return UInt64(truncatingIfNeeded: mixed ^ (mixed >> 64))
  }
}
