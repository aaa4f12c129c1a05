import Actors
import Ethereum
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Bridge

/// A state with the singletons and one funded EthAccount, and a machine on it.
struct TestChain {
  static let sender = EthAddress(truncating: 0xaaaa)
  static let epoch: ChainEpoch = 500

  let store = InMemoryBlockstore()
  let root: CID

  private final class NoExterns: Externs {
    func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
      throw ExternError("no tickets")
    }
    func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
      throw ExternError("no beacon")
    }
    func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID {
      throw ExternError("no tipsets")
    }
  }

  init() throws {
    let names = [
      "system", "init", "cron", "account", "storagepower", "storageminer", "storagemarket",
      "paymentchannel", "multisig", "reward", "verifiedregistry", "datacap", "placeholder", "evm",
      "eam", "ethaccount",
    ]
    let manifest = try Manifest(
      names.map { Manifest.Entry(name: $0, code: CID(raw: Array($0.utf8))) })
    let tree = try StateTree(store)
    let data = try store.put(dagCBOR: manifest.dataBlock)
    let map = try HAMT<ActorID>(store).flush()
    let state = InitState(addressMap: map, nextID: 100, networkName: "test")
    func set(_ id: ActorID, _ name: String, _ state: CID = .emptyArray) throws {
      tree.setActor(id, ActorState(code: try #require(manifest.code(named: name)), state: state))
    }
    try set(0, "system", try store.put(SystemState(builtinActors: data)))
    try set(1, "init", try store.put(state))
    try set(2, "reward")
    try set(10, "eam")
    try set(99, "account")
    let account = Address.ethereum(Self.sender)
    tree.setActor(
      try tree.registerNewAddress(account),
      ActorState(
        code: manifest.ethAccountCode, balance: TokenAmount(whole: 100),
        delegatedAddress: account))
    root = try tree.flush()
  }

  func machine(root: CID? = nil) throws -> Machine {
    try Machine(
      context: MachineContext(
        network: NetworkConfiguration(version: .fireHorse, chainID: .development),
        epoch: Self.epoch, timestamp: 1_700_000_000, baseFee: TokenAmount(atto: 100)),
      root: root ?? self.root, store: store, externs: NoExterns(),
      actors: { BuiltinActors.registry(for: $0) })
  }

  /// Deploys code that runs as it is and returns its address and the new root.
  func deploy(_ code: [UInt8]) throws -> (EthAddress, CID) {
    // Copies what follows these eleven bytes into memory and returns it.
    let size = UInt8(code.count)
    let initCode: [UInt8] = [0x60, size, 0x80, 0x60, 0x0b, 0x5f, 0x39, 0x5f, 0xf3, 0, 0] + code
    let executor = Executor(machine: try machine())
    let message = Message(
      ethereumFrom: Self.sender, to: nil, nonce: 0, value: .zero, input: initCode,
      gasLimit: 1_000_000_000, maxFeePerGas: 1000, maxPriorityFeePerGas: 1)
    let result = try executor.execute(message, length: 200)
    #expect(result.receipt.exitCode == .ok)
    let created = try #require(ReturnData.createdContract(result.receipt.returnData))
    return (created.address, try executor.flush())
  }
}
