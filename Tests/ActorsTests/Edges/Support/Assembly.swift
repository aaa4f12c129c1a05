import EVM
import Primitives

/// A program written down as text: mnemonics, numbers to push (in as few bytes as they need), `name:`
/// for a JUMPDEST, `@name` to push its offset, and `#…` for bytes as they are.
struct Assembly {
  enum Failure: Error {
    case unknown(String)
  }

  private static let opcodes = Dictionary(
    uniqueKeysWithValues: OpcodeTable.rows.map { ($0.mnemonic, $0.opcode.rawValue) })

  private(set) var bytes: [UInt8] = []

  init(_ text: String) throws {
    var labels: [Substring: Int] = [:]
    var uses: [(name: Substring, at: Int)] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if word.hasSuffix(":") {
        labels[word.dropLast()] = bytes.count
        bytes.append(Opcode.jumpdest.rawValue)
      } else if word.hasPrefix("@") {
        uses.append((word.dropFirst(), bytes.count + 1))
        bytes += [Opcode.push2.rawValue, 0, 0]
      } else if word.hasPrefix("#") {
        bytes += try Hex.decode(String(word.dropFirst()))
      } else if let byte = Self.opcodes[String(word)] {
        bytes.append(byte)
      } else if let number = UInt256(text: String(word)) {
        push(number)
      } else {
        throw Failure.unknown(String(word))
      }
    }
    for use in uses {
      guard let target = labels[use.name] else { throw Failure.unknown(String(use.name)) }
      bytes[use.at] = UInt8(target >> 8)
      bytes[use.at + 1] = UInt8(target & 0xff)
    }
  }

  private mutating func push(_ number: UInt256) {
    let digits = number.minimalBigEndianBytes
    bytes.append(Opcode.push0.rawValue + UInt8(digits.count))
    bytes += digits
  }

  /// Init code that leaves `runtime` behind.
  static func deploying(_ runtime: [UInt8]) -> [UInt8] {
    let size = [UInt8(runtime.count >> 8), UInt8(runtime.count & 0xff)]
    let start: [UInt8] = [0x61] + size + [0x80, 0x60, 11, 0x5f, 0x39, 0x5f, 0xf3, 0x00]
    return start + runtime
  }

  /// Copies bytes to memory, word by word from offset 0.
  static func memory(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 32).map { start in
      let word = bytes[start..<min(start + 32, bytes.count)]
      let padded = Array(word) + [UInt8](repeating: 0, count: 32 - word.count)
      return "0x\(Hex.encode(padded)) \(start) MSTORE"
    }.joined(separator: " ")
  }

  /// Returns the word on top of the stack.
  static let returnTop = " 0 MSTORE 32 0 RETURN "

  /// CALL with all gas and without data; leaves its success.
  static func call(_ target: EthAddress, value: UInt256 = .zero, gas: String = "GAS") -> String {
    " 0 0 0 0 \(value.hexQuantity) \(target) \(gas) CALL "
  }

  /// STATICCALL or DELEGATECALL likewise.
  static func call(_ kind: Opcode, _ target: EthAddress, gas: String = "GAS") -> String {
    " 0 0 0 0 \(target) \(gas) \(kind.mnemonic) "
  }
}
