import JSONText
import TestSupport
import Testing

@testable import CLICommands

/// Commands on a chain of their own, from a folder that does not exist yet.
@Suite struct ChainCommandTests {
  /// The address of the first contract of the first shared account: every Ethereum development
  /// node gives it (keccak of the account's address and nonce 0).
  private static let contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
  private static let first = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
  private static let second = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
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

  /// The value of a `name   value` line.
  private func field(_ name: String, of output: String) -> String? {
    for line in output.split(separator: "\n") where line.hasPrefix("\(name) ") {
      return String(line.dropFirst(name.count).drop { $0 == " " })
    }
    return nil
  }

  private func deployToken() -> (status: Int32, output: String, errors: String) {
    fevm("deploy", Self.artifact, "Gold", "GLD", "1000")
  }

  @Test func aChainIsMadeOnFirstUseAndPrinted() throws {
    let result = fevm("balance", Self.first, "--ether")
    #expect(result.status == 0)
    #expect(result.output == "10000\n")
    #expect(result.errors.contains("(0) \(Self.first) (10000 FIL)"))
    #expect(fevm("balance", Self.first).errors.isEmpty)
    let accounts = try JSONValue.parse(fevm("accounts", "--json").output)
    #expect(accounts.array?.count == 10)
    #expect(accounts[9]?["address"]?.string == "0xa0ee7a142d267c1f36714e4a8f75612f20a79720")
    let again = fevm("init")
    #expect(again.status == 1)
    #expect(again.errors == "Error: there is a chain in \(chain) already\n")
  }

  @Test func initTakesItsOptions() throws {
    let result = fevm(
      "init", "--accounts", "2", "--balance", "7FIL", "--chain-id", "314", "--json")
    let json = try JSONValue.parse(result.output)
    #expect(json["accounts"]?.array?.count == 2)
    #expect(json["chainId"]?.int == 314)
    #expect(fevm("balance", Self.first, "-e").output == "7\n")
  }

  @Test func aTokenIsDeployedCalledAndQueried() throws {
    let deployed = deployToken()
    #expect(deployed.status == 0, "\(deployed.errors)")
    #expect(field("status", of: deployed.output) == "1 (success)")
    #expect(field("contractAddress", of: deployed.output) == Self.contract)
    #expect(field("filecoinAddress", of: deployed.output)?.hasPrefix("f410f") == true)
    #expect(field("actorId", of: deployed.output) == "f0111")
    #expect(deployed.output.contains("Transfer(from: 0x0000000000000000000000000000000000000000"))

    let balanceOf = "balanceOf(address)(uint256)"
    #expect(fevm("call", Self.contract, balanceOf, Self.first).output == "1000\n")
    #expect(fevm("call", "f0111", balanceOf, "f0101").output == "1000\n")
    #expect(fevm("call", Self.contract, "name", "--abi", Self.artifact).output == "\"Gold\"\n")
    #expect(
      fevm("call", Self.contract, "--data", "0x95d89b41", "--json").output.hasPrefix(
        "\"0x0000000000000000000000000000000000000000000000000000000000000020"))

    let sent = fevm("send", Self.contract, "transfer(address,uint256)", Self.second, "5")
    #expect(sent.status == 0, "\(sent.errors)")
    #expect(field("blockNumber", of: sent.output) == "2")
    #expect(fevm("call", Self.contract, balanceOf, Self.second).output == "5\n")
    #expect(fevm("call", Self.contract, balanceOf, Self.second, "--block", "1").output == "0\n")

    let hash = try #require(field("transactionHash", of: sent.output))
    let cid = try #require(field("messageCid", of: sent.output))
    #expect(fevm("receipt", hash).output == sent.output)
    #expect(fevm("receipt", cid, "status").output == "1 (success)\n")
    let transaction = try JSONValue.parse(fevm("tx", hash, "--json").output)
    #expect(transaction["hash"]?.string == hash)
    #expect(transaction["nonce"]?.string == "0x1")
    #expect(transaction["type"]?.string == "0x2")
    let block = try JSONValue.parse(fevm("block", "2", "--json").output)
    #expect(block["transactions"]?[0]?.string == hash)
    #expect(fevm("block", block["hash"]?.string ?? "", "number").output == "2\n")
    #expect(fevm("nonce", Self.first).output == "2\n")
  }

  @Test func contractsAreLookedInto() throws {
    _ = deployToken()
    let code = fevm("code", Self.contract).output
    let artifact = try JSONValue.parse(Fixtures.bytes(Self.artifact))
    #expect(code.count == (artifact["deployedBytecode"]?.string?.count ?? 0) + 1)
    #expect(fevm("code", Self.first).output == "0x\n")
    // Slot 2 of DemoToken holds the supply (solc's storage layout).
    #expect(
      fevm("storage", Self.contract, "2").output == "0x\(String(repeating: "0", count: 61))3e8\n")
    #expect(
      fevm("storage", Self.contract, "0x99").output == "0x\(String(repeating: "0", count: 64))\n")
    let actor = fevm("actor", Self.contract).output
    #expect(field("kind", of: actor) == "evm")
    #expect(field("id", of: actor) == "f0111")
    #expect(field("contractNonce", of: actor) == "1")
    #expect(field("isAlive", of: actor) == "true")
    #expect(fevm("nonce", Self.contract).output == "1\n")
  }

  @Test func logsAreFiltered() throws {
    _ = deployToken()
    _ = fevm("send", Self.contract, "transfer(address,uint256)", Self.second, "5")
    let event = "Transfer(address indexed from,address indexed to,uint256 value)"
    let all = fevm("logs", event).output.split(separator: "\n")
    #expect(all.count == 2)
    let toSecond = fevm("logs", event, "", Self.second).output
    #expect(
      toSecond
        == "block 2 log 0 \(Self.contract) Transfer(from: \(Self.first), to: \(Self.second), value: 5)\n"
    )
    #expect(fevm("logs", event, "--from-block", "2", "--json").output.contains("\"value\": \"5\""))
    #expect(fevm("logs", "--address", Self.second).output.isEmpty)
  }

  @Test func revertsAreExplainedAndEndWithStatusOne() throws {
    _ = deployToken()
    let transfer = "transfer(address,uint256)"
    let tried = fevm("send", Self.contract, transfer, Self.second, "9999", "--abi", Self.artifact)
    #expect(tried.status == 1)
    #expect(tried.output.isEmpty)
    #expect(
      tried.errors == """
        Error: execution reverted: BalanceTooLow(\(Self.first), 1000, 9999) (exit code 33); \
        nothing was sent, give --gas-limit to send it all the same

        """)
    let sent = fevm(
      "send", Self.contract, transfer, Self.second, "9999", "--abi", Self.artifact, "--gas-limit",
      "30000000")
    #expect(sent.status == 1)
    #expect(field("status", of: sent.output) == "0 (failed)")
    #expect(field("exitCode", of: sent.output) == "33 (reverted)")
    #expect(
      sent.errors
        == "Error: execution reverted: BalanceTooLow(\(Self.first), 1000, 9999) (exit code 33)\n")
    let called = fevm("call", Self.contract, "nothing()(uint256)")
    #expect(called.status == 1)
    #expect(called.errors == "Error: execution reverted: no reason given (exit code 33)\n")
  }

  @Test func callsChangeNothing() throws {
    _ = deployToken()
    let before = fevm("block", "latest").output
    let transfer = fevm(
      "call", Self.contract, "transfer(address,uint256)(bool)", Self.second, "5", "--from",
      Self.first)
    #expect(transfer.output == "true\n")
    #expect(
      fevm("estimate", Self.contract, "transfer(address,uint256)", Self.second, "5").status == 0)
    #expect(fevm("block", "latest").output == before)
  }

  @Test func valueIsSentInAnyUnitAndForm() throws {
    for arguments in [
      ["--value", "1ether"], ["--value", "1FIL", "--legacy"], ["--value", "1000000000000000000"],
    ] {
      let sent = run(["send", Self.second, "--dir", chain] + arguments)
      #expect(sent.status == 0, "\(sent.errors)")
    }
    #expect(fevm("balance", Self.second, "-e").output == "10003\n")
    // A new address becomes a placeholder actor.
    let fresh = "0x00000000000000000000000000000000000f1111"
    #expect(fevm("send", fresh, "--value", "5").status == 0)
    #expect(fevm("balance", fresh).output == "5\n")
    #expect(field("kind", of: fevm("actor", fresh).output) == "placeholder")
  }

  @Test func statesTravelAsArchives() throws {
    _ = deployToken()
    let file = "\(folder.path)/state.car"
    #expect(fevm("state", "export", file).status == 0)
    let other = "\(folder.path)/other"
    let imported = run("state", "import", file, "--dir", other)
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(
      field("stateRoot", of: imported.output)
        == fevm("block", "latest", "stateRoot").output.dropLast(1)[...].description)
    let call = ["call", Self.contract, "balanceOf(address)(uint256)", Self.first, "--dir", other]
    #expect(run(call).output == "1000\n")
    #expect(
      run(["send", Self.contract, "transfer(address,uint256)", Self.second, "1", "--dir", other])
        .status == 0)
  }

  @Test func badInputIsOneLineAndStatusOne() throws {
    _ = deployToken()
    try folder.write(Array("{\"bytecode\":\"0xzz\"}".utf8), to: "bad.json")
    try folder.write([1, 2, 3], to: "bad.car")
    let token = Self.contract
    let table: [(arguments: [String], message: String)] = [
      (["call", "0x12", "f()"], "\"0x12\" is no address: 20 bytes expected, 1 given"),
      (
        ["call", "f0102", "f()(uint256)"],
        "f0102 returned nothing for f(): is there a contract with it?"
      ),
      (
        ["call", "f0999", "f()(uint256)"],
        "execution failed: exit code 5 (invalid receiver): caused by send::send: actor does not exist"
      ),
      (
        ["call", token, "f(uint256)", "x"],
        "argument 1 (uint256): \"x\" is no uint256: not a number"
      ),
      (["call", token, "f(uint256"], "signature \"f(uint256\": expected"),
      (
        ["call", token, "name"],
        "\"name\" is no function: expected name(type,type), a name with --abi"
      ),
      (["call", token, "nam", "--abi", Self.artifact], "the ABI has no function \"nam\""),
      (
        ["call", token, "transfer", "1", "--abi", Self.artifact],
        "1 arguments given; the ABI has transfer(address,uint256)"
      ),
      (["call", token, "--data", "0x1"], "data \"0x1\": odd number of hex digits (1)"),
      (["call", token, "name()(bool)"], "the result does not decode: "),
      (["call", token, "name()(string)", "--block", "99"], "no block 99; the newest is 1"),
      (
        ["call", token, "name()(string)", "--block", "soon"],
        "\"soon\" is no block: expected latest"
      ),
      (
        ["send", token, "--value", "1fish"],
        "--value: \"1fish\" is no amount: unknown unit at position 1"
      ),
      (["send", token, "--value", "20000FIL", "--gas-limit", "10000000"], "insufficient funds: "),
      (
        ["send", token, "--nonce", "9", "--gas-limit", "10000000"],
        "nonce 9 does not fit: the next of "
      ),
      (
        ["send", token, "--gas-limit", "10000000000000"],
        "gas limit 10000000000000 is above a block's 10000000000"
      ),
      (["send", token, "--gas-limit", "10", "--gas-price", "1gwei"], "Out of gas ("),
      (
        ["send", token, "--gas-limit", "10000000", "--gas-price", "1"],
        "the fee of 1 attoFIL a gas unit is below the base fee, "
      ),
      (["send", token, "--from", token], "no key for \(token): give --private-key"),
      (["send", token, "--private-key", "0x12"], "the private key is no key: expected 32 bytes"),
      (["deploy", "/no/such/file"], "cannot read /no/such/file: no such file"),
      (
        ["deploy", "\(folder.path)/bad.json"],
        "\(folder.path)/bad.json: the contract is not hex: invalid hex digit at position 2"
      ),
      (
        ["deploy", Self.artifact], "constructor: (string,string,uint256) takes 3 arguments, 0 given"
      ),
      (
        ["deploy", Self.artifact, "--contract", "Other"],
        "\(Self.artifact): no contract \"Other\" in the file; it has: src/DemoToken.sol:DemoToken"
      ),
      (["receipt", "0x12"], "\"0x12\" is no transaction hash: expected 0x and 64 hex digits"),
      (["receipt", "bafy2"], "\"bafy2\" is neither a transaction hash nor a CID: "),
      (["tx", "0x\(String(repeating: "0", count: 64))"], "no transaction 0x0000"),
      (["block", "1", "colour"], "no field \"colour\"; there are number, hash, "),
      (["storage", token, "x"], "\"x\" is no slot: expected a number of at most 256 bits"),
      (["actor", "f0999"], "no actor has the address f0999"),
      (["logs", "Transfer"], "\"Transfer\" is no topic: expected 0x and 64 hex digits"),
      (["logs", "--from-block", "1", "--to-block", "0"], "--from-block 1 is after --to-block 0"),
      (["state", "import", "\(folder.path)/bad.car"], "\(folder.path)/bad.car: "),
      (["init"], "there is a chain in "),
    ]
    let before = fevm("block", "latest").output
    for (arguments, message) in table {
      let result = run(arguments + ["--dir", chain])
      #expect(result.status == 1, "\(arguments)")
      #expect(result.output.isEmpty, "\(arguments)")
      #expect(result.errors.hasPrefix("Error: \(message)"), "\(arguments): \(result.errors)")
      #expect(result.errors.count { $0 == "\n" } == 1, "\(arguments): \(result.errors)")
    }
    #expect(fevm("block", "latest").output == before)
  }

  @Test func wrongUsageEndsWithStatusTwo() {
    for arguments in [
      ["call"], ["call", "f01", "f()", "--nonsense"], ["call", "f01", "f()", "--data", "0x"],
      ["deploy", "x", "--args", "0x", "1"], ["estimate"], ["init", "--accounts", "many"],
      ["init", "--accounts", "100000"], ["send", "f01", "--nonce", "-1"], ["state"],
    ] {
      let result = run(arguments)
      #expect(result.status == (arguments == ["state"] ? 0 : 2), "\(arguments)")
    }
  }

  @Test func negativeNumbersAreArguments() throws {
    let result = fevm("call", Self.contract, "f(int256)", "-5")
    #expect(result.status == 0, "\(result.errors)")
  }
}
