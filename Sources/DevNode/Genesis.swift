import Cryptography
import FVM
import Filecoin
package import IPLD
import Primitives

/// The first tipset of a development chain.
///
/// The state holds the singletons that contracts need (System, Init, Reward, EAM, burnt funds), the
/// EthAccount at 0x0 that every FEVM network has, and the funded accounts as EthAccounts.
package enum Genesis {
  /// Writes the state and the header to `store`.
  package static func build(
    _ configuration: NodeConfiguration, accounts: [DevAccount], store: any Blockstore
  ) throws -> TipsetRecord {
    let manifest = try ActorBundle.manifest()
    let tree = try StateTree(store)
    let manifestData = try store.put(dagCBOR: manifest.dataBlock)

    guard let rewardCode = manifest.code(named: "reward") else {
      throw ChainError("the manifest has no reward actor")
    }
    tree.setActor(
      WellKnownActor.system,
      ActorState(
        code: manifest.systemCode, state: try store.put(SystemState(builtinActors: manifestData))))
    let addressMap = try HAMT<ActorID>(store).flush()
    tree.setActor(
      WellKnownActor.initialization,
      ActorState(
        code: manifest.initCode,
        state: try store.put(
          InitState(
            addressMap: addressMap, nextID: WellKnownActor.firstNonSingleton,
            networkName: configuration.networkName))))
    tree.setActor(WellKnownActor.reward, ActorState(code: rewardCode))
    tree.setActor(WellKnownActor.ethereumAddressManager, ActorState(code: manifest.eamCode))
    tree.setActor(
      WellKnownActor.burntFunds,
      ActorState(
        code: manifest.accountCode, state: try accountState(.id(WellKnownActor.burntFunds), store)))

    let funded = accounts.map { ($0.address, configuration.accountBalance) }
    for (address, balance) in [(EthAddress.zero, .zero)] + funded {
      let delegated = Address.ethereum(address)
      let id = try tree.registerNewAddress(delegated)
      tree.setActor(
        id,
        ActorState(
          code: manifest.ethAccountCode, balance: balance, delegatedAddress: delegated))
    }
    return try tipset(configuration, stateRoot: try tree.flush(), store: store)
  }

  /// State of the account actor: the address that it was made for (builtin-actors
  /// `actors/account/src/state.rs`).
  private static func accountState(_ address: Address, _ store: any Blockstore) throws -> CID {
    var encoder = CBOREncoder()
    encoder.appendArray(count: 1)
    encoder.append(address)
    return try store.put(dagCBOR: encoder.bytes)
  }

  private static func tipset(
    _ configuration: NodeConfiguration, stateRoot: CID, store: any Blockstore
  ) throws -> TipsetRecord {
    let receipts = try AMT<Receipt>(store, version: .v0).flush()
    let header = BlockHeader(
      miner: BlockProducer.miner, ticket: BlockProducer.seed("ticket", .init([]), 0),
      electionProof: nil,
      beaconEntries: [.init(round: 0, data: BlockProducer.seed("beacon", .init([]), 0))],
      parents: TipsetKey([]), parentWeight: .zero, epoch: 0, parentStateRoot: stateRoot,
      parentReceipts: receipts, messages: try BlockProducer.messagesRoot([], store),
      timestamp: configuration.timestamp(of: 0), parentBaseFee: configuration.initialBaseFee)
    try store.put(header)
    return TipsetRecord(
      header: header, stateRoot: stateRoot, receiptsRoot: receipts, gasUsed: 0, messageCount: 0)
  }
}
