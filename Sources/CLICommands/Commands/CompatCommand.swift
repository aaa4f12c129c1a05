package import ArgumentParser
import Conformance
import ContractABI
import JSONText
import Primitives

/// `fevm compat`: what of a contract goes another way on Filecoin.
package struct CompatCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "compat",
    abstract: "Report what in a contract differs on Filecoin, and why it matters.",
    discussion: """
      Reads the code that can be reached, constructor, contract and contracts that it creates, without
      metadata and data. With --scenario or --call, the steps also run on Ethereum and on Filecoin,
      and what comes out differently is listed. The exit status is 1 when there is an error among the
      findings.

      EXAMPLES:
        fevm compat Token.json
        fevm compat Vault.json --scenario scenarios/Vault.json --json
        fevm compat Vault.json --call 'deposit()' --call 'total()'
      """)

  @Argument(help: "A contract, as for `fevm deploy`; - is standard input.")
  var file: String

  @Option(help: "A scenario (evm-scenario/1) to run on both machines.")
  var scenario: String?

  @OptionGroup var script: ScenarioOptions

  @Option(help: "The rules of Ethereum to compare with.")
  var fork = "Prague"

  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let fork = try ScenarioOptions.fork(fork)
    let artifact = try script.artifact(InputFile.read(file), file)
    let findings = PortabilityCheck(creationCode: artifact.bytecode).findings
    let comparison = try steps(of: artifact, fork).map { steps in
      do {
        return try MachineComparison(steps, fork: fork)
      } catch {
        throw CLIError("\(scenario ?? file): \(error)")
      }
    }
    if output.json {
      var object: JSONObject = ["findings": .array(findings.map(\.json))]
      if let comparison { object["comparison"] = Self.json(comparison) }
      console.print(.object(object))
    } else {
      for finding in findings { Self.show(finding, on: console) }
      let counts = [Finding.Severity.error, .warning, .note].map { severity in
        let count = findings.count { $0.severity == severity }
        return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
      }
      console.print(counts.joined(separator: ", "))
      if let comparison { Self.show(comparison, on: console) }
    }
    if findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
  }

  private func steps(of artifact: ContractArtifact, _ fork: Revision) throws -> Scenario? {
    if let path = scenario {
      guard let scenario = try ScenarioOptions.scenario(InputFile.read(path), path) else {
        throw CLIError("\(path) is no scenario of format evm-scenario/1")
      }
      return scenario
    }
    return script.calls.isEmpty ? nil : try script.script(artifact, file, fork: fork)
  }

  private static func show(_ finding: Finding, on console: Console) {
    let detail = finding.detail.isEmpty ? "" : ": \(finding.detail)"
    console.print(
      "\(finding.severity.rawValue) \(finding.rule.rawValue)  \(finding.rule.title)\(detail)")
    console.print("    \(finding.rule.reason)")
    var parts: [(name: String, offsets: [String])] = []
    for place in finding.places {
      let offset = "0x" + String(place.offset, radix: 16)
      if let index = parts.firstIndex(where: { $0.name == place.part }) {
        parts[index].offsets.append(offset)
      } else {
        parts.append((place.part, [offset]))
      }
    }
    for part in parts {
      let more = part.offsets.count > 12 ? " and \(part.offsets.count - 12) more" : ""
      console.print("    \(part.name): \(part.offsets.prefix(12).joined(separator: " "))\(more)")
    }
    console.print("    \(finding.rule.link)")
  }

  private static func show(_ comparison: MachineComparison, on console: Console) {
    console.print()
    if let omission = comparison.omission {
      console.print("not compared with Ethereum: \(omission)")
      return
    }
    for difference in comparison.differences {
      console.print("step \(difference.step) \(difference.label): \(difference.what)")
      console.print("    \(comparison.fork.name)  \(shortened(difference.ethereum))")
      console.print("    Filecoin  \(shortened(difference.filecoin))")
      if let reason = difference.reason { console.print("    because \(reason)") }
    }
    console.print(
      "\(comparison.stepCount) steps on both machines, \(comparison.differences.count) differences")
  }

  private static func shortened(_ text: String) -> String {
    text.count > 200 ? "\(text.prefix(197))…" : text
  }

  private static func json(_ comparison: MachineComparison) -> JSONValue {
    var object: JSONObject = [
      "fork": .string(comparison.fork.name), "steps": .number(comparison.stepCount),
      "differences": .array(
        comparison.differences.map { difference in
          var object: JSONObject = [
            "step": .number(difference.step), "label": .string(difference.label),
            "what": .string(difference.what), "ethereum": .string(difference.ethereum),
            "filecoin": .string(difference.filecoin),
          ]
          if let reason = difference.reason { object["reason"] = .string(reason) }
          return .object(object)
        }),
    ]
    if let omission = comparison.omission { object["omission"] = .string(omission) }
    return .object(object)
  }
}
