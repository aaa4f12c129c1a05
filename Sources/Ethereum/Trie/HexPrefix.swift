/// The compact encoding of a path of nibbles (Yellow Paper appendix C).
package enum HexPrefix {
  /// Two nibbles a byte behind a flag nibble: bit 1 marks a leaf, bit 0 an odd count.
  package static func encode(_ nibbles: [UInt8], isLeaf: Bool) -> [UInt8] {
    let flag: UInt8 = isLeaf ? 0x20 : 0
    let isOdd = nibbles.count % 2 == 1
    var bytes = [isOdd ? flag | 0x10 | nibbles[0] : flag]
    var index = isOdd ? 1 : 0
    while index < nibbles.count {
      bytes.append(nibbles[index] << 4 | nibbles[index + 1])
      index += 2
    }
    return bytes
  }
}
