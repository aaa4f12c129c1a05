import Cryptography
package import IPLD

/// The number of an actor's method.
package struct MethodNumber: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  package init(integerLiteral value: UInt64) { rawValue = value }

  /// A bare transfer, which runs no code.
  package static let send: MethodNumber = 0
  package static let constructor: MethodNumber = 1
  /// `InvokeEVM`: how contracts are called (builtin-actors `actors/evm/src/lib.rs`).
  package static let invokeContract: MethodNumber = 3_844_450_837

  /// The first number that FRC-42 gives to a name.
  package static let firstExported: UInt64 = 1 << 24

  /// Whether the number is in FRC-42's range, which any actor may call.
  package var isExported: Bool { rawValue >= Self.firstExported }

  /// Why a name has no number.
  package enum NameError: Error, Hashable, Sendable {
    case empty
    /// The first character is no capital ASCII letter or underscore.
    case invalidStart
    /// A character that is no ASCII letter, digit or underscore.
    case invalidCharacter
    /// All words of the hash are below 2^24.
    case indeterminable
  }

  /// The number that FRC-42 derives from a method's name.
  package init(name: String) throws(NameError) {
    guard name != "Constructor" else {
      self = .constructor
      return
    }
    let characters = Array(name.utf8)
    guard let first = characters.first else { throw .empty }
    func isCapital(_ character: UInt8) -> Bool { (0x41...0x5a).contains(character) }
    func isUnderscore(_ character: UInt8) -> Bool { character == 0x5f }
    guard isCapital(first) || isUnderscore(first) else { throw .invalidStart }
    for character in characters {
      guard
        isCapital(character) || isUnderscore(character) || (0x61...0x7a).contains(character)
          || (0x30...0x39).contains(character)
      else { throw .invalidCharacter }
    }
    let digest = Blake2b.hash(Array("1|".utf8) + characters, size: 64)
    for start in stride(from: 0, to: 64, by: 4) {
      let word = digest[start..<(start + 4)].reduce(0) { $0 << 8 | UInt64($1) }
      if word >= Self.firstExported {
        rawValue = word
        return
      }
    }
    throw .indeterminable
  }
}

extension MethodNumber: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(rawValue) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    rawValue = try decoder.readUnsigned()
  }
}

extension MethodNumber: CustomStringConvertible {
  package var description: String { String(rawValue) }
}
