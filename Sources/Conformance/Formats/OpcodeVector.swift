import EVM
import Ethereum
import EthereumExecution
package import JSONText
import Primitives

/// go-ethereum's opcode vectors: X is pushed, then Y, and the instruction leaves one word.
package enum OpcodeVector {
  /// Runs every case of a file; nil if the file's name (`testcases_add.json`) names no instruction.
  package static func run(
    _ file: JSONValue, fileName: String, interpreters: Interpreters
  ) -> [TestResult]? {
    guard fileName.hasPrefix("testcases_"), fileName.hasSuffix(".json") else { return nil }
    let word = fileName.dropFirst("testcases_".count).dropLast(".json".count).uppercased()
    let mnemonic = word == "SIGNEXT" ? "SIGNEXTEND" : word
    guard let row = OpcodeTable.rows.first(where: { $0.mnemonic == mnemonic }) else { return nil }
    return (file.array ?? []).enumerated().map { position, test in
      TestResult.checking("\(mnemonic) \(position)") {
        let got = result(
          of: row.opcode, try test.at("X", Read.bytes), try test.at("Y", Read.bytes),
          interpreters[.osaka])
        try expectEqual(
          "result", got: Hex.encode(got), want: Hex.encode(try test.at("Expected", Read.bytes)))
      }
    }
  }

  private static func result(
    of opcode: Opcode, _ x: [UInt8], _ y: [UInt8], _ interpreter: Interpreter
  ) -> [UInt8] {
    var code: [UInt8] = []
    for operand in [x, y] {
      code.append(Opcode.push32.rawValue)
      code += [UInt8](repeating: 0, count: max(0, 32 - operand.count)) + operand.suffix(32)
    }
    code.append(opcode.rawValue)
    code += [Opcode.push0.rawValue, Opcode.mstore.rawValue]
    code += [Opcode.push1.rawValue, 32, Opcode.push0.rawValue, Opcode.return.rawValue]
    let host = EthereumHost(
      world: WorldState(on: InMemoryState(), rules: interpreter.ruleset.rules),
      interpreter: interpreter,
      context: ExecutionContext(block: BlockContext(), transaction: TransactionContext()),
      blockHash: { _ in .zero })
    let message = CallMessage(
      kind: .call, gas: 1_000_000, recipient: .zero, codeAddress: .zero, sender: .zero)
    return interpreter.execute(message, code: Code(code), host: host).output
  }
}
