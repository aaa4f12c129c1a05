/// A price with the name under which ref-fvm charges it.
package struct GasCharge: Hashable, Sendable {
  package let name: String
  /// What is paid for computation done now.
  package let compute: Gas
  /// What is paid for storage and for work done later.
  package let other: Gas

  package init(_ name: String, compute: Gas = .zero, other: Gas = .zero) {
    self.name = name
    self.compute = compute
    self.other = other
  }

  package var total: Gas { compute + other }
}
