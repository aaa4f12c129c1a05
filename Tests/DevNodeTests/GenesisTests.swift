import FVM
import Filecoin
import IPLD
import Primitives
import TestSupport
import Testing

@testable import DevNode

@Suite struct GenesisTests {
  private static let configuration = NodeConfiguration(genesisTimestamp: 1_700_000_000)

  private static func build() throws -> (TipsetRecord, InMemoryBlockstore) {
    let store = InMemoryBlockstore()
    let accounts = try DevAccount.derive(
      mnemonic: NodeConfiguration.sharedMnemonic, count: configuration.accountCount)
    return (try Genesis.build(configuration, accounts: accounts, store: store), store)
  }

  /// The data block of bundle v18 of the main network (builtin-actors release v18).
  @Test func manifestIsThePublishedOne() throws {
    #expect(
      CID(dagCBOR: try ActorBundle.manifest().dataBlock).description
        == "bafy2bzacea275suujjuaddglc2kbbgracldjbbs5cjys6zsivcswubv5x7es4")
  }

  /// The first and last of the ten accounts that Ethereum's development tools print.
  @Test func accountsAreThoseOfTheSharedPhrase() throws {
    let accounts = try DevAccount.derive(mnemonic: NodeConfiguration.sharedMnemonic, count: 10)
    #expect(accounts.count == 10)
    #expect(accounts[0].address.description == "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266")
    #expect(
      Hex.encode(accounts[0].privateKey)
        == "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
    #expect(accounts[9].address.description == "0xa0ee7a142d267c1f36714e4a8f75612f20a79720")
  }

  @Test func stateHoldsSingletonsAndAccounts() throws {
    let (genesis, store) = try Self.build()
    let view = try StateView(root: genesis.stateRoot, store: store)
    let kinds: [(ActorID, String)] = [
      (0, "system"), (1, "init"), (2, "reward"), (10, "eam"), (99, "account"), (100, "ethaccount"),
      (110, "ethaccount"),
    ]
    for (id, kind) in kinds {
      let actor = try #require(try view.actor(.id(id)), "f0\(id)")
      #expect(try view.kind(of: actor.state) == kind, "f0\(id)")
    }
    #expect(try view.actor(.id(111)) == nil)
    let zero = try #require(try view.actor(.ethereum(.zero)))
    #expect(zero.id == 100)
    #expect(zero.state.balance.isZero)
    let first = try #require(EthAddress(hex: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"))
    let account = try #require(try view.actor(.ethereum(first)))
    #expect(account.id == 101)
    #expect(account.state.balance == TokenAmount(whole: 10_000))
    #expect(try view.ethAddress(of: .id(101)) == first)
    // The state of burnt funds on the main network: a tuple of f099.
    #expect(try view.actor(.id(99)).map { store.get($0.state.state) } == [0x81, 0x42, 0x00, 0x63])
  }

  @Test func sameConfigurationGivesTheSameGenesis() throws {
    #expect(try Self.build().0 == Self.build().0)
    #expect(try Self.build().0.header.timestamp == 1_700_000_000)
  }
}
