import EVM
import Primitives

/// Builds bytecode so that programs in tests read as programs.
struct Bytecode {
  private(set) var bytes: [UInt8] = []

  init() {}
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Instructions without immediates.
  func op(_ opcodes: Opcode...) -> Bytecode {
    Bytecode(bytes + opcodes.map(\.rawValue))
  }

  /// The shortest PUSH1 to PUSH32 of a value.
  func push(_ value: UInt256) -> Bytecode {
    let data = value.isZero ? [0] : value.minimalBigEndianBytes
    return Bytecode(bytes + [0x5f + UInt8(data.count)] + data)
  }

  /// Pushes values so that the first one is on top.
  func operands(_ values: UInt256...) -> Bytecode {
    values.reversed().reduce(self) { $0.push($1) }
  }

  func raw(_ more: [UInt8]) -> Bytecode { Bytecode(bytes + more) }

  /// The same code again and again.
  func repeated(_ count: Int, _ part: Bytecode) -> Bytecode {
    Bytecode(bytes + repeatElement(part.bytes, count: count).joined())
  }

  /// Returns the word on top of the stack.
  func returnTop() -> Bytecode {
    push(0).op(.mstore).operands(0, 32).op(.return)
  }

  /// Writes `data` to memory from `offset` on, a word at a time.
  func store(_ data: [UInt8], at offset: Int = 0) -> Bytecode {
    var code = self
    for start in stride(from: 0, to: data.count, by: 32) {
      var word = Array(data[start..<min(start + 32, data.count)])
      word += [UInt8](repeating: 0, count: 32 - word.count)
      code = code.operands(UInt256(UInt64(offset + start)), UInt256(bigEndian: word) ?? .zero)
        .op(.mstore)
    }
    return code
  }

  /// CALL or CALLCODE with input and output regions.
  func call(
    _ opcode: Opcode, gas: UInt256, to address: UInt256, value: UInt256 = 0,
    input: (offset: UInt256, size: UInt256) = (0, 0),
    output: (offset: UInt256, size: UInt256) = (0, 0)
  ) -> Bytecode {
    let hasValue = opcode == .call || opcode == .callcode
    let regions = operands(input.offset, input.size, output.offset, output.size)
    return (hasValue ? regions.push(value) : regions).operands(gas, address).op(opcode)
  }
}

/// A word from hexadecimal or decimal text; a bad text is a mistake in the test.
func word(_ text: String) -> UInt256 {
  guard let value = UInt256(text: text) else { preconditionFailure("not a word: \(text)") }
  return value
}

func address(_ number: UInt64) -> EthAddress { EthAddress(truncating: UInt256(number)) }
