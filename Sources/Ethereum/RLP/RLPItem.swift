/// A decoded RLP value: a byte string or a list (Yellow Paper appendix B).
package indirect enum RLPItem: Hashable, Sendable {
  case bytes([UInt8])
  case list([RLPItem])

  /// The canonical encoding.
  package var encoded: [UInt8] {
    var encoder = RLPEncoder()
    encoder.append(self)
    return encoder.bytes
  }
}
