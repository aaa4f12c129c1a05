package import ArgumentParser
import Conformance
import ContractABI
import FVM
import Filecoin
import JSONText
import Primitives

/// `fevm gas-report`: where a message's gas goes.
package struct GasReportCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "gas-report",
    abstract:
      "Print a message's Filecoin gas by charge, beside Ethereum's gas and the cost in FIL.",
    discussion: """
      FILE is a contract (see `fevm deploy`), which is deployed and then called as --call says, or a
      scenario (evm-scenario/1). Every message runs on Filecoin and on Ethereum. Charges have the
      names of the FVM's price list; the cost is the gas used at the base fee, without a tip.

      EXAMPLES:
        fevm gas-report Token.json --args 0x… --call 'transfer(address,uint256) 0x7099… 5'
        fevm gas-report scenarios/DemoToken.json --base-fee 1nanoFIL --charges
      """)

  @Argument(help: "A contract or a scenario; - is standard input.")
  var file: String

  @OptionGroup var script: ScenarioOptions

  @Option(help: "The base fee a gas unit: 100, 2gwei, 1nanoFIL; a plain number is attoFIL.")
  var baseFee = "100"

  @Option(help: "The rules of Ethereum to compare with.")
  var fork = "Prague"

  @Flag(help: "List the charges of each category by name.")
  var charges = false

  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let fork = try ScenarioOptions.fork(fork)
    let fee = TokenAmount(atto: try SenderOptions.amount(baseFee, option: "--base-fee"))
    let bytes = try InputFile.read(file)
    let scenario =
      try ScenarioOptions.scenario(bytes, file)
      ?? script.script(script.artifact(bytes, file), file, fork: fork)
    let report: GasReport
    do {
      report = try GasReport(scenario, fork: fork)
    } catch {
      throw CLIError("\(file): \(error)")
    }
    if output.json {
      console.print(.array(report.steps.map { Self.json($0, fork, fee) }))
    } else {
      for step in report.steps { show(step, fork, fee, on: console) }
    }
  }

  private static func json(
    _ step: GasReport.Step, _ fork: Revision, _ fee: TokenAmount
  ) -> JSONValue {
    var byCategory = JSONObject()
    for category in GasBreakdown.Category.allCases {
      let gas = step.breakdown.gas(of: category)
      if !gas.isZero { byCategory[category.rawValue] = .string(gas.description) }
    }
    var object: JSONObject = [
      "index": .number(step.index), "kind": .string(step.kind.rawValue),
      "label": .string(step.label), "status": .string(step.status),
      "gasUsed": .number(step.gasUsed), "byCategory": .object(byCategory),
      "charges": .array(
        step.breakdown.charges.map { charge in
          [
            "name": .string(charge.name), "category": .string(charge.category.rawValue),
            "count": .number(charge.count), "gas": .string(charge.gas.description),
          ]
        }),
      "baseFee": .string(fee.atto.description),
      "cost": .string((fee * step.gasUsed).atto.description),
    ]
    if let gas = step.ethereumGas {
      object["ethereum"] = [
        "fork": .string(fork.name), "gasUsed": .number(gas),
        "status": .string(step.ethereumStatus ?? ""),
      ]
    }
    return .object(object)
  }

  private func show(
    _ step: GasReport.Step, _ fork: Revision, _ fee: TokenAmount, on console: Console
  ) {
    console.print("\(step.index) \(step.kind.rawValue) \(step.label): \(step.status)")
    let total = step.breakdown.total
    func row(_ name: String, _ gas: Gas, _ count: Int?) {
      let share = total.isZero ? 0 : Double(gas.milligas) * 100 / Double(total.milligas)
      let tenths = Int((share * 10).rounded())
      console.print(
        "  " + name.padded(to: 32) + gas.description.leftPadded(to: 18)
          + "\(tenths / 10).\(tenths % 10) %".leftPadded(to: 9)
          + (count.map { "  × \($0)" } ?? ""))
    }
    for category in GasBreakdown.Category.allCases {
      let gas = step.breakdown.gas(of: category)
      guard !gas.isZero else { continue }
      row(category.rawValue, gas, nil)
      guard charges else { continue }
      for charge in step.breakdown.charges where charge.category == category {
        row("  \(charge.name)", charge.gas, charge.count)
      }
    }
    console.print("  " + "gas used".padded(to: 32) + String(step.gasUsed).leftPadded(to: 18))
    if let gas = step.ethereumGas {
      let ratio = gas == 0 ? "" : "  (\(step.gasUsed / gas) Filecoin gas a unit)"
      let status = step.ethereumStatus == step.status ? "" : ", \(step.ethereumStatus ?? "")"
      console.print(
        "  " + "Ethereum's gas, \(fork.name)\(status)".padded(to: 32)
          + String(gas).leftPadded(to: 18) + ratio)
    }
    console.print(
      "  " + "cost at \(fee.atto) attoFIL a unit".padded(to: 32)
        + "\(fee * step.gasUsed) FIL".leftPadded(to: 18))
    console.print()
  }
}
