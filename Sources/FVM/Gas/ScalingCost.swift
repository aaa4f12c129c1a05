/// A price with a fixed part and a part per unit.
package struct ScalingCost: Hashable, Sendable {
  package let flat: Gas
  package let scale: Gas

  package init(flat: Gas = .zero, scale: Gas = .zero) {
    self.flat = flat
    self.scale = scale
  }

  package func applied(to count: Int) -> Gas { flat + scale * count }

  /// For counts that are not sizes, such as epochs: a negative one counts as its two's complement.
  package func applied(toBits count: Int64) -> Gas { flat + scale * UInt64(bitPattern: count) }
}
