import FVM
import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import CLICommands

/// States of other actor bundles: what is not known is said, and the rest is shown.
@Suite struct ForeignStateTests {
  private let folder: TemporaryFolder
  private let path: String
  private let roots: (CID, CID)
  private let oldForm: CID

  /// Codes of a bundle that is none of ours, `unnamed` being in no manifest at all.
  private static func code(_ name: String) -> CID { CID(raw: Array("other/\(name)".utf8)) }

  init() throws {
    folder = try TemporaryFolder()
    path = "\(folder.path)/states.car"
    let store = InMemoryBlockstore()
    let names = ["system", "init", "account", "placeholder", "evm", "eam", "ethaccount"]
    let list = Manifest.EntryList(
      names.map { Manifest.Entry(name: $0, code: Self.code($0)) })
    let system = try store.put(SystemState(builtinActors: try store.put(list)))
    // A contract's state as it was before network version 25: five fields (FIP-0097 made them six).
    var encoder = CBOREncoder()
    encoder.appendArray(count: 5)
    encoder.append(CID.emptyArray)
    encoder.append(bytes: [UInt8](repeating: 0, count: 32))
    encoder.append(CID.emptyArray)
    encoder.append(1 as UInt64)
    encoder.appendNull()
    oldForm = try store.put(dagCBOR: encoder.bytes)
    func tree(balance: Int, contract: CID) throws -> CID {
      let tree = try StateTree(store)
      tree.setActor(0, ActorState(code: Self.code("system"), state: system))
      tree.setActor(
        100, ActorState(code: Self.code("unnamed"), balance: TokenAmount(whole: balance)))
      tree.setActor(101, ActorState(code: Self.code("evm"), state: contract))
      tree.setActor(102, ActorState(code: Self.code("account"), balance: TokenAmount(whole: 3)))
      return try tree.flush()
    }
    let absent = CID(dagCBOR: [0x81, 0x01])
    roots = (try tree(balance: 1, contract: absent), try tree(balance: 2, contract: oldForm))
    var bytes = CARWriter.header(roots: [roots.0, roots.1])
    for (cid, block) in store.blocks { bytes += CARWriter.section(cid, block) }
    try folder.write(bytes, to: "states.car")
  }

  @Test func theTreeSaysWhatItDoesNotKnow() throws {
    let first = run(["state", "tree", roots.0.description, "--car", path])
    #expect(first.status == 0)
    // Names come from the state's own manifest.
    #expect(first.output.contains("f00 system"))
    #expect(first.output.contains("f0102 account"))
    #expect(first.output.contains("f0100 unknown code \(Self.code("unnamed"))"))
    #expect(first.output.contains("f0101 evm"))
    #expect(first.output.contains("not read: "))
    let second = try JSONValue.parse(
      run(["state", "tree", roots.1.description, "--car", path, "--json"]).output)
    let actors = try #require(second["actors"]?.array)
    let contract = try #require(actors.first { $0["id"]?.string == "f0101" })
    #expect(contract["kind"]?.string == "evm")
    #expect(contract["state"]?.string == oldForm.description)
    #expect(contract["unread"]?.string?.isEmpty == false)
    #expect(contract["bytecodeHash"] == nil)
  }

  @Test func aDifferenceOfUnknownActorsIsThatOfTheirRecords() throws {
    let text = run(["state", "diff", roots.0.description, roots.1.description, "--car", path])
    #expect(text.status == 0)
    #expect(text.output.contains("~ f0100 unknown"))
    #expect(text.output.contains("1.0 FIL → 2.0 FIL"))
    #expect(text.output.contains("contract state not read: "))
    let json = try JSONValue.parse(
      run(["state", "diff", roots.0.description, roots.1.description, "--car", path, "--json"])
        .output)
    let actors = try #require(json["actors"]?.array)
    #expect(actors.count == 2)
    let contract = try #require(actors.first { $0["id"]?.string == "f0101" })
    #expect(contract["state"]?["after"]?.string == oldForm.description)
    #expect(contract["unread"]?.string?.isEmpty == false)
  }
}
