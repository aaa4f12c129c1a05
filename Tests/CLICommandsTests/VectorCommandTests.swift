import CLICommands
import JSONText
import TestSupport
import Testing

/// `statetest`, `run` and their flags on files that are always there.
@Suite struct VectorCommandTests {
  static let file = Fixtures.path("bench/call_loop.json")

  static func run(_ arguments: String...) -> (status: Int32, output: String, errors: String) {
    let console = Console(keeping: true)
    let status = FevmCommand.execute(arguments, console: console)
    return (status, console.output, console.errors)
  }

  @Test func printsALineATestAndTotals() {
    let result = Self.run("statetest", Self.file)
    #expect(result.status == 0)
    #expect(result.output.contains("PASS call_loop"))
    #expect(result.output.contains(" passed, 0 failed, 0 skipped"))
    // What differential fuzzers search on either stream.
    #expect(result.output.contains("\"stateRoot\": \"0x"))
    #expect(result.errors.contains("{\"stateRoot\": \"0x"))
  }

  @Test func printsGoEthereumsJSON() throws {
    let result = Self.run("statetest", "--json", Self.file)
    let array = try JSONValue.parse(result.output)
    #expect(array[0]?.object?.keys == ["name", "pass", "stateRoot", "fork"])
    #expect(array[0]?["pass"] == true)
    #expect(result.output.hasPrefix("[\n  {\n    \"name\": "))
  }

  /// The command line that goevmlab gives go-ethereum's binary.
  @Test func tracesToStandardError() throws {
    let result = Self.run(
      "statetest", "--trace", "--trace.format=json", "--trace.nomemory=true",
      "--trace.noreturndata=true", Fixtures.path("bench/call_deep.json"))
    #expect(result.status == 0)
    let lines = result.errors.split(separator: "\n")
    let first = try JSONValue.parse(String(try #require(lines.first)))
    #expect(
      first.object?.keys == [
        "pc", "op", "gas", "gasCost", "memSize", "stack", "depth", "refund", "opName",
      ])
    #expect(lines.last?.hasPrefix("{\"stateRoot\": \"0x") == true)
  }

  @Test(arguments: [
    ["statetest", "/nonexistent.json"], ["statetest", "--run", "[", VectorCommandTests.file],
    ["statetest", "--index", "99", VectorCommandTests.file], ["run", "0x0g"], ["run", "0xfe"],
    ["blocktest", VectorCommandTests.file], ["conformance", "/nonexistent"],
    ["t8n", "--input.alloc", "/nonexistent"], ["run", "--fork", "Nowhere", "0x00"],
  ])
  func failuresEndWithAStatus(arguments: [String]) {
    let console = Console(keeping: true)
    #expect(FevmCommand.execute(arguments, console: console) != 0)
    #expect(!(console.errors + console.output).isEmpty)
  }

  @Test(arguments: [
    ["statetest", "--fork", "Nowhere", VectorCommandTests.file],
    ["statetest", "--json", "--human", VectorCommandTests.file],
    ["statetest", "--workers", "0", VectorCommandTests.file], ["run"],
    ["conformance", "--suite", "Nothing"],
  ])
  func wrongUsageIsStatusTwo(arguments: [String]) {
    let console = Console(keeping: true)
    #expect(FevmCommand.execute(arguments, console: console) == 2)
  }

  @Test func runPrintsReturnData() {
    // PUSH1 1, PUSH1 2, ADD, PUSH0, MSTORE, PUSH1 32, PUSH0, RETURN.
    let result = Self.run("run", "0x60016002015f5260205ff3")
    #expect(result.status == 0)
    #expect(result.output == "0x" + String(repeating: "0", count: 63) + "3\n")
  }

  @Test func runShowsCallerAndInput() {
    // CALLER, PUSH0, MSTORE; calldata's first word behind it; 64 bytes returned.
    let result = Self.run("run", "0x335f525f3560205260405ff3", "--input", "0xff")
    #expect(
      result.output == "0x" + String(repeating: "0", count: 52) + "73656e646572" + "ff"
        + String(repeating: "0", count: 62) + "\n")
  }

  @Test func runCreates() {
    // Returns one byte of code, 0x00.
    let result = Self.run("run", "--create", "--json", "0x60015ff3")
    #expect(result.status == 0)
    #expect(result.output.contains("\"contract\""))
  }

  /// The command lines of goevmlab's adapters for go-ethereum and execution-specs.
  @Test(arguments: [
    ["statetest", "--trace", "--trace.format=json", "--trace.nomemory=true"],
    ["statetest", "--json", "--noreturndata", "--nomemory"],
    ["--json", "--noreturndata", "--nomemory", "statetest"],
  ])
  func underTheNameOfEvm(arguments: [String]) throws {
    let console = Console(keeping: true)
    let status = FevmCommand.execute(
      arguments + [Self.file], program: "/usr/bin/evm", console: console)
    #expect(status == 0)
    #expect(try JSONValue.parse(console.output).array?.isEmpty == false)
    #expect(console.errors.hasPrefix("{\"pc\":0,"))
  }

  @Test(arguments: ["struct", "md"])
  func otherFormsOfTraces(form: String) {
    let result = Self.run("statetest", "--trace", "--trace.format", form, Self.file)
    #expect(result.status == 0)
    #expect(result.errors.contains(form == "md" ? "|  Pc   |" : "pc=00000000 gas="))
  }
}
