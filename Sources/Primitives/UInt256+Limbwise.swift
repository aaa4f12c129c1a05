public import CWord

extension UInt256 {
  /// The word itself, loaded limb by limb.
  ///
  /// Arithmetic stores limbs one at a time. A load of two at once, which is what the optimiser makes
  /// of a copy, cannot take them from the store buffer and waits until they have reached the cache.
  /// Code that reads words just written, such as a stack, asks for this.
  @inlinable @inline(__always)
  public var limbwise: UInt256 {
    UInt256(
      limbs: cword_opaque(limb0), cword_opaque(limb1), cword_opaque(limb2), cword_opaque(limb3))
  }
}
