import JSONText
import TestSupport
import Testing

@testable import ContractABI

@Suite struct ContractArtifactTests {
  @Test func everyFormGivesTheSameCode() throws {
    let abi = #"[{"type":"constructor","inputs":[{"type":"uint256","name":"cap"}]}]"#
    let table: [(form: String, text: String)] = [
      (
        "hardhat, truffle",
        #"{"contractName":"A","sourceName":"a.sol","abi":\#(abi),"bytecode":"0x6001","linkReferences":{}}"#
      ),
      (
        "foundry",
        #"{"abi":\#(abi),"bytecode":{"object":"0x6001","linkReferences":{}},"metadata":{"settings":{"compilationTarget":{"a.sol":"A"}}}}"#
      ),
      (
        "solc standard JSON",
        #"{"contracts":{"a.sol":{"A":{"abi":\#(abi),"evm":{"bytecode":{"object":"6001"}}},"I":{"abi":[],"evm":{"bytecode":{"object":""}}}}}}"#
      ),
      (
        "build-info",
        #"{"output":{"contracts":{"a.sol":{"A":{"abi":\#(abi),"evm":{"bytecode":{"object":"6001"}}}}}}}"#
      ),
      (
        "solc combined JSON",
        #"{"contracts":{"a.sol:A":{"abi":\#(abi),"bin":"6001"}},"version":"x"}"#
      ),
      ("vyper combined JSON", #"{"a.sol":{"abi":\#(abi),"bytecode":"0x6001"},"version":"0.4.0"}"#),
      ("remix", #"{"abi":\#(abi),"data":{"bytecode":{"object":"6001"}}}"#),
    ]
    for (form, text) in table {
      let artifact = try ContractArtifact(bytes: Array(text.utf8))
      #expect(artifact.bytecode == [0x60, 0x01], "\(form)")
      #expect(artifact.interface?.constructor?.inputs.first?.name == "cap", "\(form)")
    }
    for text in ["6001", "0x6001", " 0x60\n01\r\n"] {
      #expect(try ContractArtifact(bytes: Array(text.utf8)).bytecode == [0x60, 0x01])
    }
    #expect(try ContractArtifact(bytes: [0x60, 0x01]).bytecode == [0x60, 0x01])
  }

  @Test func ownArtifactsAreRead() throws {
    let folder = Fixtures.path("contracts/artifacts")
    for name in try Fixtures.files(in: folder) {
      let artifact = try ContractArtifact(bytes: Fixtures.bytes("\(folder)/\(name)"))
      #expect("\(artifact.name).json" == name)
      #expect(artifact.source.hasPrefix("src/"), "\(name)")
      #expect(artifact.bytecode.count > 200, "\(name)")
      #expect(artifact.interface != nil, "\(name)")
    }
  }

  private static let several = """
    {"contracts":{"a.sol":{"A":{"abi":[],"evm":{"bytecode":{"object":"6001"}}},
    "B":{"abi":[],"evm":{"bytecode":{"object":"6002"}}}},
    "b.sol":{"B":{"abi":[],"evm":{"bytecode":{"object":"6003"}}}}}}
    """

  @Test func aContractIsChosenByName() throws {
    let bytes = Array(Self.several.utf8)
    #expect(try ContractArtifact(bytes: bytes, contract: "A").bytecode == [0x60, 0x01])
    #expect(try ContractArtifact(bytes: bytes, contract: "a.sol:B").bytecode == [0x60, 0x02])
    #expect(try ContractArtifact(bytes: bytes, contract: "b.sol:B").bytecode == [0x60, 0x03])
  }

  @Test func badArtifactsAreRefused() throws {
    let table: [(text: String, contract: String?, message: String)] = [
      ("", nil, "the file is empty"), (" \n", nil, "the file is empty"),
      ("0x", nil, "the bytecode has no bytecode (an interface or abstract contract?)"),
      ("6", nil, "the bytecode is not hex: odd number of hex digits (1)"),
      ("hello", nil, "the bytecode is not hex: invalid hex digit at position 0"),
      (
        "60__$0123456789012345678901234567890123$__01", nil,
        "the bytecode is not linked: library __$0123456789012345678901234567890123$__ has no address; link it with the compiler (solc --link, libraries in the settings) first"
      ),
      (
        #"{"bytecode":"0x60__$0123456789012345678901234567890123$__","linkReferences":{"l.sol":{"L":[]}}}"#,
        nil,
        "the contract is not linked: library l.sol:L has no address; link it with the compiler (solc --link, libraries in the settings) first"
      ),
      ("{", nil, "the file is not JSON: line 1, column 2: "),
      ("[]", nil, "the file is a JSON ABI without bytecode"),
      ("{}", nil, "the JSON has no contract: no \"bytecode\", \"bin\" or \"contracts\" found"),
      (
        #"{"errors":[{"severity":"error","formattedMessage":"ParserError: x\n at"}]}"#, nil,
        "the compiler failed: ParserError: x"
      ),
      (
        #"{"contractName":"I","abi":[],"bytecode":"0x"}"#, nil,
        "I has no bytecode (an interface or abstract contract?)"
      ),
      (#"{"abi":5,"bytecode":"0x60"}"#, nil, "the ABI is malformed: a JSON ABI must be an array"),
      (Self.several, nil, "the file has several contracts, name one of: a.sol:A, a.sol:B, b.sol:B"),
      (Self.several, "B", "\"B\" names several contracts: a.sol:B, b.sol:B"),
      (Self.several, "C", "no contract \"C\" in the file; it has: a.sol:A, a.sol:B, b.sol:B"),
    ]
    for (text, contract, message) in table {
      let error = #expect(throws: ArtifactError.self, "\(text)") {
        try ContractArtifact(bytes: Array(text.utf8), contract: contract)
      }
      #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }
  }
}
