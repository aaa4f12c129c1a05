package import ArgumentParser
import ContractABI
import EVM
import JSONText
import Primitives

/// `fevm disasm`: bytecode as a listing.
package struct DisassembleCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "disasm",
    abstract: "List the instructions of bytecode.",
    discussion: """
      EXAMPLES:
        fevm disasm 0x6001600201
        fevm disasm Token.json
      """)

  @Argument(
    help: "Hex after 0x, or a file: hex, binary or a compiler's artifact; - is standard input.")
  var code: String

  @Option(help: "Which contract of the file: NAME or FILE:NAME.")
  var contract: String?

  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let bytes: [UInt8]
    if code.hasPrefix("0x") {
      bytes = try HexText.parse(code, what: "code")
    } else {
      bytes = try ContractArtifact(bytes: InputFile.read(code), contract: contract).bytecode
    }
    let instructions = Disassembler.instructions(bytes)
    if output.json {
      console.print(
        .array(
          instructions.map { instruction in
            var object: JSONObject = [
              "offset": .number(instruction.offset),
              "opcode": .string(Hex.encode([instruction.opcode.rawValue], prefix: true)),
              "mnemonic": .string(instruction.opcode.mnemonic),
            ]
            if !instruction.immediate.isEmpty {
              object["immediate"] = .string(Hex.encode(instruction.immediate, prefix: true))
            }
            return .object(object)
          }))
      return
    }
    for instruction in instructions {
      let offset = String(instruction.offset, radix: 16)
      let padded = String(repeating: "0", count: max(0, 8 - offset.count)) + offset
      console.print("\(padded): \(instruction.text)")
    }
  }
}
