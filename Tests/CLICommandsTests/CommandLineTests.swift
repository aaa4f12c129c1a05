import ArgumentParser
import TestSupport
import Testing

@testable import CLICommands

/// Runs a command line in this process.
func run(_ arguments: String...) -> (status: Int32, output: String, errors: String) {
  run(arguments)
}

/// Runs a command line in this process.
func run(_ arguments: [String]) -> (status: Int32, output: String, errors: String) {
  let console = Console(keeping: true)
  let status = FevmCommand.execute(arguments, console: console)
  return (status, console.output, console.errors)
}

@Suite struct CommandLineTests {
  @Test func everyCommandHasHelpWithAnExample() {
    for group in [FevmCommand.configuration.subcommands, [FevmCommand.self]] {
      for command in group {
        let configuration = command.configuration
        guard configuration.subcommands.isEmpty || command == FevmCommand.self,
          configuration.shouldDisplay
        else { continue }
        #expect(configuration.discussion.contains("EXAMPLE"), "\(command)")
        #expect(!configuration.abstract.isEmpty, "\(command)")
      }
    }
    let help = run("--help")
    #expect(help.status == 0)
    #expect(help.output.contains("EXAMPLES:"))
    #expect(run("help", "address").output.contains("EXAMPLES:"))
  }

  @Test func wrongUsageEndsWithStatusTwo() {
    for arguments in [
      ["address"], ["no-such-command"], ["address", "--no-such-option", "f00"],
      ["disasm", "0x00", "--contract"],
    ] {
      let result = run(arguments)
      #expect(result.status == 2, "\(arguments)")
      #expect(result.output.isEmpty, "\(arguments)")
      #expect(result.errors.hasPrefix("Error: "), "\(arguments)")
    }
  }

  @Test func addressesAreShownInEveryForm() {
    let address = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
    let result = run("address", address)
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.first { $0[0] == "ethereum" }?[1] == address[...])
    let filecoin = lines.first { $0[0] == "filecoin" }.map { String($0[1]) } ?? ""
    #expect(filecoin.hasPrefix("f410f"))
    #expect(run("address", filecoin, "--json").output == run("address", address, "--json").output)
    #expect(
      run("address", "f01").output.contains("0xff00000000000000000000000000000000000001"))
    #expect(
      run("address", "0xff00000000000000000000000000000000000001").output
        == run("address", "f01").output)
  }

  @Test func badInputIsOneLineAndStatusOne() {
    let table: [(arguments: [String], message: String)] = [
      (["address", "x"], "\"x\" is no address: expected 0x, f or t in front"),
      (["address", ""], "\"\" is no address: expected 0x, f or t in front"),
      (["address", "0x"], "\"0x\" is no address: 20 bytes expected, 0 given"),
      (["address", "0x123"], "\"0x123\" is no address: odd number of hex digits (3)"),
      (["address", "0xzz"], "\"0xzz\" is no address: invalid hex digit at position 2"),
      (["address", "f0x"], "\"f0x\" is no address: invalid payload"),
      (["address", "f9aaaa"], "\"f9aaaa\" is no address: unknown protocol 9"),
      (["address", "f410f"], "\"f410f\" is no address: "),
      (
        ["address", "f410f6op5nzi2vwepn5gonk4ie4tzz773sitggxp4hix"],
        "\"f410f6op5nzi2vwepn5gonk4ie4tzz773sitggxp4hix\" is no address: invalid "
      ),
      (["address", "f018446744073709551616"], "\"f018446744073709551616\" is no address: "),
      (["disasm", "0x6"], "code \"0x6\": odd number of hex digits (1)"),
      (["disasm", "0x6g"], "code \"0x6g\": invalid hex digit at position 3"),
      (["disasm", "/no/such/file"], "cannot read /no/such/file: no such file"),
      (["opcodes", "--fork", "Berlim"], "unknown fork \"Berlim\"; known are Frontier, "),
      (["abi", "encode", "f(uint7)", "1"], "signature \"f(uint7)\": expected an ABI type"),
      (["abi", "encode", "f(uint8)", "256"], "argument 1 (uint8): \"256\" is no uint8: it needs"),
      (["abi", "encode", "f(uint8)"], "(uint8) takes 1 argument, 0 given"),
      (["abi", "encode", "f(address)", "f01x"], "argument 1 (address): \"f01x\" is no address"),
      (["abi", "decode", "f()(uint8)", "0x"], "only 0 bytes of data (byte 0, type uint8)"),
      (
        ["abi", "decode", "--input", "f()", "0x"],
        "the data do not start with the selector of f(), 0x26121ff0"
      ),
    ]
    for (arguments, message) in table {
      let result = run(arguments)
      #expect(result.status == 1, "\(arguments)")
      #expect(result.output.isEmpty, "\(arguments)")
      #expect(result.errors.hasPrefix("Error: \(message)"), "\(result.errors)")
      #expect(result.errors.count { $0 == "\n" } == 1, "\(result.errors)")
    }
  }

  @Test func valuesAreEncodedAndDecoded() {
    let encoded = run("abi", "encode", "f(uint256,address)", "1ether", "f01")
    let zeros = String(repeating: "0", count: 23)
    #expect(
      encoded.output.dropFirst(10)
        == "\(zeros)\(zeros)000de0b6b3a7640000\(zeros)0ff00000000000000000000000000000000000001\n")
    let word = "0x" + String(repeating: "0", count: 60) + "2710"
    #expect(run("abi", "decode", "f()(uint256)", word).output == "10000 [1e4]\n")
    #expect(run("abi", "decode", "--json", "f()(uint256)", word).output == "[\n  \"10000\"\n]\n")
    #expect(run("abi", "selector", "transfer(address,uint256)").output == "0xa9059cbb\n")
  }

  @Test func bytecodeIsListed() {
    #expect(
      run("disasm", "0x6001600201").output
        == "00000000: PUSH1 0x01\n00000002: PUSH1 0x02\n00000004: ADD\n")
    #expect(run("opcodes").output.contains("0x1e  CLZ"))
    #expect(!run("opcodes", "--fork", "Cancun").output.contains("CLZ"))
  }

  @Test func scenariosRunOnBothMachines() {
    let result = run("vectors", Fixtures.path("contracts/scenarios/FilecoinProbe.json"))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Filecoin"))
    #expect(run("vectors").status == 2)
    let unknown = run("vectors", Fixtures.path("filecoin-golden/cids.json"))
    #expect(unknown.status == 1)
    #expect(unknown.output.contains("no runner knows this file"))
  }
}
