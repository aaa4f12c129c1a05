import Cryptography
import Filecoin
import IPLD
import Primitives

@testable import FVM

/// A kernel for one frame: a world in dictionaries, answers to sends from a list, no gas.
final class ScriptedKernel: Kernel {
  /// A send as the actor made it.
  struct Sent: Equatable {
    let to: Address
    let method: MethodNumber
    let params: [UInt8]?
    let value: TokenAmount
    let flags: UInt64
  }

  enum Answer {
    case returned(ExitCode, codec: UInt64, data: [UInt8]?)
    case failed(ErrorNumber)
  }

  var epoch: ChainEpoch = 0
  var timestamp: UInt64 = 0
  var baseFee = TokenAmount.zero
  var premium = TokenAmount.zero
  var chainID: ChainID = .mainnet
  var origin: ActorID = 100
  var caller: ActorID = 100
  var receiver: ActorID = 1000
  var method: MethodNumber = .invokeContract
  var nonce: UInt64 = 0
  var value = TokenAmount.zero
  var isReadOnly = false
  var balance = TokenAmount.zero
  var stateRoot = CID.emptyArray
  var resolved: [Address: ActorID] = [:]
  var delegated: [ActorID: Address] = [:]
  /// Built-in types by id; the code CID of type n is `code(n)`.
  var types: [ActorID: Int32] = [:]
  var balances: [ActorID: TokenAmount] = [:]
  var beacon: [UInt8]?
  var tipsets: [ChainEpoch: CID] = [:]
  var answers: [Answer] = []

  private(set) var sent: [Sent] = []
  private(set) var linked: [CID] = []
  private(set) var events: [(entries: [EventEntryHeader], keys: [UInt8], values: [UInt8])] = []
  let store = InMemoryBlockstore()
  private var blocks: [Block] = []

  static func code(_ type: Int32) -> CID { CID(raw: [UInt8(type)]) }

  /// Puts a block where parameters and returns are.
  func handle(_ codec: UInt64, _ data: [UInt8]) -> BlockID {
    blocks.append(Block(codec: codec, data: data))
    return BlockID(blocks.count)
  }

  func block(_ id: BlockID) -> Block? { id == noBlock ? nil : blocks[Int(id) - 1] }

  // MARK: - Kernel

  func blockOpen(_ cid: CID) throws(KernelError) -> (id: BlockID, stat: BlockStat) {
    guard let data = store.get(cid) else { throw .fatal("block \(cid) is missing") }
    let id = handle(cid.codec, data)
    return (id, blocks[Int(id) - 1].stat)
  }

  func blockCreate(codec: UInt64, data: [UInt8]) throws(KernelError) -> BlockID {
    handle(codec, data)
  }

  func blockLink(
    _ id: BlockID, hashFunction: UInt64, hashLength: UInt32
  ) throws(KernelError) -> CID {
    let block = blocks[Int(id) - 1]
    let cid = CID(codec: block.codec, multihash: Multihash(blake2b256: block.data))
    store.put(cid, block.data)
    linked.append(cid)
    return cid
  }

  func blockRead(
    _ id: BlockID, offset: UInt32, count: UInt32
  ) throws(KernelError) -> (bytes: [UInt8], remaining: Int32) {
    (Array(blocks[Int(id) - 1].data.dropFirst(Int(offset)).prefix(Int(count))), 0)
  }

  func blockStat(_ id: BlockID) throws(KernelError) -> BlockStat { blocks[Int(id) - 1].stat }

  func root() throws(KernelError) -> CID { stateRoot }

  func setRoot(_ cid: CID) throws(KernelError) {
    if isReadOnly { throw .syscall(.readOnly, "read-only") }
    stateRoot = cid
  }

  func currentBalance() throws(KernelError) -> TokenAmount { balance }

  func selfDestruct(burnUnspent: Bool) throws(KernelError) {
    throw .syscall(.forbidden, "not in this script")
  }

  func resolveAddress(_ address: Address) throws(KernelError) -> ActorID {
    if let id = address.actorID { return id }
    guard let id = resolved[address] else { throw .syscall(.notFound, "no actor \(address)") }
    return id
  }

  func lookupDelegatedAddress(_ id: ActorID) throws(KernelError) -> Address? { delegated[id] }

  func actorCodeCID(_ id: ActorID) throws(KernelError) -> CID {
    guard let type = types[id] else { throw .syscall(.notFound, "no actor \(id)") }
    return Self.code(type)
  }

  func nextActorAddress() throws(KernelError) -> Address { Address(actorSeed: [1]) }

  func createActor(
    code: CID, id: ActorID, delegatedAddress: Address?
  ) throws(KernelError) {
    for type in 1...16 as ClosedRange<Int32> where Self.code(type) == code { types[id] = type }
  }

  func builtinActorType(of code: CID) throws(KernelError) -> Int32 {
    (1...16).first { Self.code($0) == code } ?? 0
  }

  func codeCID(ofType type: Int32) throws(KernelError) -> CID { Self.code(type) }

  func balance(of id: ActorID) throws(KernelError) -> TokenAmount {
    guard let balance = balances[id] else { throw .syscall(.notFound, "no actor \(id)") }
    return balance
  }

  func verifySignature(
    type: UInt32, signature: [UInt8], signer: Address, plaintext: [UInt8]
  ) throws(KernelError) -> Bool { false }

  func recoverSecpPublicKey(
    digest: [UInt8], signature: [UInt8]
  ) throws(KernelError) -> [UInt8] {
    guard let hash = Hash256(digest), let r = UInt256(bigEndian: signature[0..<32]),
      let s = UInt256(bigEndian: signature[32..<64]),
      let key = Secp256k1.recoverPublicKey(digest: hash, r: r, s: s, recoveryID: signature[64])
    else { throw .syscall(.illegalArgument, "no key") }
    return key
  }

  func hash(_ code: UInt64, _ data: [UInt8]) throws(KernelError) -> [UInt8] {
    switch HashFunction(rawValue: code) {
    case .sha256: SHA256.hash(data)
    case .keccak256: Keccak256.hash(data).bytes
    case .ripemd160: RIPEMD160.hash(data)
    case .blake2b256: Blake2b.hash(data, size: 32)
    case .blake2b512: Blake2b.hash(data, size: 64)
    case nil: throw .syscall(.illegalArgument, "hash \(code)")
    }
  }

  func send(
    to recipient: Address, method: MethodNumber, params: BlockID, value: TokenAmount,
    gasLimit: UInt64?, flags: UInt64
  ) throws(KernelError) -> SendResult {
    sent.append(
      Sent(
        to: recipient, method: method, params: block(params)?.data, value: value, flags: flags))
    guard !answers.isEmpty else { throw .syscall(.notFound, "no answer left") }
    switch answers.removeFirst() {
    case .failed(let number): throw .syscall(number, "scripted")
    case .returned(let code, let codec, let data):
      guard let data else { return SendResult(exitCode: code, block: noBlock, stat: .none) }
      let id = handle(codec, data)
      return SendResult(exitCode: code, block: id, stat: blocks[Int(id) - 1].stat)
    }
  }

  func emitEvent(
    _ entries: [EventEntryHeader], keys: [UInt8], values: [UInt8]
  ) throws(KernelError) {
    events.append((entries, keys, values))
  }

  func chargeGas(_ name: String, _ amount: UInt64) throws(KernelError) {}
  func gasAvailable() throws(KernelError) -> UInt64 { 10_000_000_000 }

  func networkContext() throws(KernelError) -> NetworkContext {
    NetworkContext(
      epoch: epoch, timestamp: timestamp, baseFee: baseFee, chainID: chainID,
      networkVersion: .fireHorse)
  }

  func tipsetCID(at epoch: ChainEpoch) throws(KernelError) -> CID {
    guard let cid = tipsets[epoch] else { throw .syscall(.illegalArgument, "no tipset") }
    return cid
  }

  func totalCirculatingSupply() throws(KernelError) -> TokenAmount { .zero }

  func chainRandomness(at epoch: ChainEpoch) throws(KernelError) -> [UInt8] {
    throw .syscall(.illegalArgument, "no randomness")
  }

  func beaconRandomness(at epoch: ChainEpoch) throws(KernelError) -> [UInt8] {
    guard let beacon else { throw .syscall(.illegalArgument, "no randomness") }
    return beacon
  }

  func messageContext() throws(KernelError) -> MessageContext {
    MessageContext(
      origin: origin, nonce: nonce, caller: caller, receiver: receiver, method: method,
      valueReceived: value, gasPremium: premium, isReadOnly: isReadOnly)
  }

  func exit(_ code: ExitCode, block: BlockID, message: String) -> Abort {
    .exit(code, message: message, block: block)
  }

  func debugEnabled() throws(KernelError) -> Bool { false }
  func log(_ message: String) throws(KernelError) {}
  var remainingGas: Gas { Gas(10_000_000_000) }
  func chargeExecution(_ gas: Gas) throws(KernelError) {}
}
