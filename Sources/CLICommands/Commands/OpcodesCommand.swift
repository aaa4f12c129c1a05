package import ArgumentParser
import EVM
import JSONText
import Primitives

/// `fevm opcodes`: the instruction set.
package struct OpcodesCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "opcodes",
    abstract: "List the instructions of a fork with their base gas.",
    discussion: """
      EXAMPLES:
        fevm opcodes
        fevm opcodes --fork London
      """)

  @Option(help: "The fork whose rules to show: Frontier … Osaka.")
  var fork = "Osaka"

  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    guard let revision = Revision(name: fork) else {
      let known = Revision.allCases.map(\.name).joined(separator: ", ")
      throw CLIError("unknown fork \"\(fork)\"; known are \(known)")
    }
    let rows = OpcodeTable.rows.filter { $0.since <= revision }
    if output.json {
      console.print(.array(rows.map { row in Self.json(row, revision) }))
      return
    }
    console.print("code  mnemonic        gas  pops  pushes  bytes  since")
    for row in rows {
      let cells = [
        Hex.encode([row.opcode.rawValue], prefix: true).padded(to: 6), row.mnemonic.padded(to: 14),
        String(row.gas(in: revision) ?? 0).leftPadded(to: 5),
        String(row.pops).leftPadded(to: 6), String(row.pushes).leftPadded(to: 8),
        String(row.immediates).leftPadded(to: 7), "  \(row.since.name)",
      ]
      console.print(cells.joined())
    }
  }

  private static func json(_ row: OpcodeRow, _ revision: Revision) -> JSONValue {
    [
      "opcode": .string(Hex.encode([row.opcode.rawValue], prefix: true)),
      "mnemonic": .string(row.mnemonic),
      "gas": .number(row.gas(in: revision) ?? 0),
      "pops": .number(row.pops), "pushes": .number(row.pushes),
      "immediates": .number(row.immediates), "since": .string(row.since.name),
    ]
  }
}
