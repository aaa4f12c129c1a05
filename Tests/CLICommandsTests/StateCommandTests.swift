import JSONText
import TestSupport
import Testing

@testable import CLICommands

/// `fevm state tree`, `state diff`, `ipld get`, `gas-report` and `compat` on a token.
@Suite struct StateCommandTests {
  private static let first = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
  private static let second = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
  private static let contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
  private static let artifact = Fixtures.path("contracts/artifacts/DemoToken.json")

  private let folder: TemporaryFolder
  private let chain: String

  init() throws {
    folder = try TemporaryFolder()
    chain = "\(folder.path)/chain"
  }

  private func fevm(_ arguments: String...) -> (status: Int32, output: String, errors: String) {
    run(arguments + ["--dir", chain])
  }

  /// A transfer of 5 of 1,000: two slots change, and the sender's nonce.
  @Test func aDifferenceListsWhatATransferChanged() throws {
    #expect(fevm("deploy", Self.artifact, "Gold", "GLD", "1000").status == 0)
    #expect(
      fevm("send", Self.contract, "transfer(address,uint256)", Self.second, "5").status == 0)
    let difference = try JSONValue.parse(fevm("state", "diff", "1", "2", "--json").output)
    let actors = try #require(difference["actors"]?.array)
    let token = try #require(
      actors.first { $0["ethereumAddress"]?.string == Self.contract })
    let slots = try #require(token["storage"]?.object).map { member in
      "\(member.value["before"]?.string ?? "") \(member.value["after"]?.string ?? "")"
    }
    #expect(Set(slots) == ["0x3e8 0x3e3", "0x0 0x5"])
    let sender = try #require(actors.first { $0["ethereumAddress"]?.string == Self.first })
    #expect(sender["nonce"]?["after"]?.string == "2")
    // The receiver of tokens is no party to the message.
    #expect(!actors.contains { $0["ethereumAddress"]?.string == Self.second })

    let same = try JSONValue.parse(fevm("state", "diff", "2", "2", "--json").output)
    #expect(same["actors"]?.array?.isEmpty == true)
    #expect(fevm("state", "diff", "1", "99").errors.contains("no block 99; the newest is 2"))
  }

  /// ref-fvm `state_tree.rs`: a state root is [version 5, actors, info].
  @Test func aBlockIsPrintedAsDAGJSON() throws {
    let tree = fevm("state", "tree")
    let root = String(try #require(tree.output.split(separator: "\n").first))
    #expect(tree.output.contains("f010 eam"))
    #expect(tree.output.contains("ethaccount \(Self.first)"))
    let block = try JSONValue.parse(fevm("ipld", "get", root).output)
    #expect(block[0]?.uint64 == 5)
    #expect(block[1]?["/"]?.string != nil)
    #expect(fevm("ipld", "get", root, "--path", "0").output == "5\n")
    let missing = fevm("ipld", "get", root, "--path", "7")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("not a position in an array of 3"))
    #expect(fevm("ipld", "get", "bafyx").status == 1)
  }

  @Test func aGasReportAddsUp() throws {
    let report = run([
      "gas-report", Fixtures.path("contracts/scenarios/DemoToken.json"), "--json",
    ])
    #expect(report.status == 0)
    let messages = try #require(try JSONValue.parse(report.output).array)
    #expect(!messages.isEmpty)
    for message in messages {
      // Gas in a message's charges is rounded up once, when it is billed.
      let sum = try #require(message["byCategory"]?.object).reduce(0.0) { sum, member in
        sum + (Double(member.value.string ?? "") ?? .nan)
      }
      let used = try #require(message["gasUsed"]?.uint64)
      #expect(Double(used) - sum >= -0.001 && Double(used) - sum < 1)
    }
  }

  @Test func compatNamesInstructionsThatAreAbsent() throws {
    let path = "\(folder.path)/code.hex"
    try folder.write(Array("0x5f5f5f5f5f5f5ff200".utf8), to: "code.hex")
    let report = run(["compat", path])
    #expect(report.status == 1)
    #expect(report.output.contains("error absent-opcode"))
    #expect(report.output.contains("constructor: 0x7"))
    let token = run([
      "compat", Self.artifact, "--scenario", Fixtures.path("contracts/scenarios/DemoToken.json"),
    ])
    #expect(token.status == 0)
    #expect(token.output.contains("28 steps on both machines, 0 differences"))
  }
}
