import Actors
import Bridge
import Cryptography
import EVM
import Ethereum
import EthereumExecution
import FVM
import Filecoin
import IPLD
import Primitives

/// One transaction on Filecoin's machine: a message through the bridge, applied by the kernel's
/// executor, and what Ethereum's rules add around it. For use on an `ExecutionThread`.
struct FVMTransition {
  /// The state and logs after a transaction.
  struct End {
    var state: InMemoryState
    var logs: [Log] = []
    /// Why it was not accepted.
    var rejection: String?
    /// Deviations that some step could have shown.
    var reached: Set<Deviation> = []
  }

  let engine: FVMEngine
  let pre: ActorPreState
  let environment: StateTransition.Environment
  private let machine: Machine
  private var rules: ContractRules { engine.rules }
  private var tree: StateTree { machine.stateTree }

  /// The gas limit of a Filecoin block.
  static let filecoinGasLimit: UInt64 = 10_000_000_000
  /// More than anything costs, so that the kernel's charges find no end.
  private static let boundlessGas = UInt64(Int64.max / 1000)

  init(
    _ engine: FVMEngine, on pre: ActorPreState, in environment: StateTransition.Environment
  ) throws {
    self.engine = engine
    self.pre = pre
    self.environment = environment
    machine = try engine.machine(on: pre, environment)
  }

  // MARK: - The transaction

  /// Carries a transaction out; `key` signs it where the bridge asks for a signature.
  func run(_ transaction: Transaction, sender: EthAddress, key: [UInt8]?) throws -> End {
    let admission = TransactionAdmission(
      rules: rules, environment: environment,
      // What is checked is Ethereum's; which errors count the rules say.
      ruleset: .ethereum(engine.revision), countsGas: engine.countsEthereumGas)
    switch admission.check(transaction, sender: sender, on: pre.state) {
    case .refused(let reason, let reached):
      return try reject(reason, reached: reached)
    case .admitted(let intrinsic, let reached):
      var end = try apply(transaction, sender: sender, key: key, intrinsic: intrinsic)
      end.reached.formUnion(reached)
      return end
    }
  }

  /// A transaction that no encoding can carry, or that is refused: nothing but Ethereum's touch of
  /// the coinbase happens.
  func reject(_ reason: String, reached: Set<Deviation> = []) throws -> End {
    let fresh = try engine.machine(on: pre, environment)
    if !rules.contains(.emptyAccounts) {
      try removeEmpty([environment.block.coinbase], in: fresh)
    }
    return End(state: try read(fresh), rejection: reason, reached: reached)
  }

  private func apply(
    _ transaction: Transaction, sender: EthAddress, key: [UInt8]?, intrinsic: IntrinsicGas
  ) throws -> End {
    let block = environment.block
    let price = transaction.effectiveGasPrice(baseFee: block.baseFee)
    let blobFee =
      block.blobBaseFee
      * UInt256(UInt64(transaction.blobHashes.count) * BlobSchedule.gasPerBlob)
    let upfront =
      TokenAmount(atto: price * UInt256(transaction.gasLimit)) + TokenAmount(atto: blobFee)
    if !rules.contains(.emptyAccounts) { _ = try actor(at: sender, creates: true) }

    var message: Message
    do {
      message = try self.message(transaction, sender: sender, key: key)
    } catch let error as TransactionConversionError {
      return try reject(error.description)
    }
    var refund: Int64 = 0
    var loan = TokenAmount.zero
    if engine.countsEthereumGas {
      try credit(sender, -upfront)
      message.gasLimit = Self.boundlessGas
      message.gasFeeCap = .zero
      message.gasPremium = .zero
    } else {
      // The sender is lent what makes its balance during execution what it is on Ethereum.
      message.gasLimit = Self.filecoinGasLimit
      loan = message.gasFeeCap * message.gasLimit - upfront
      try credit(sender, loan)
    }
    let mark = try begin(transaction, sender: sender, price: price, &message, &refund)
    let budget =
      Int64(clamping: transaction.gasLimit)
      - min(
        intrinsic.base, Int64(clamping: transaction.gasLimit))
    engine.journal?.offer(budget)

    let executor = Executor(machine: machine)
    let result = try executor.executeHere(message, length: message.cborBytes.count + 70)
    if case .prevalidation(let reason) = result.failure { return try reject(reason) }
    if result.receipt.exitCode == .systemAssertionFailed {
      throw VectorError("the machine broke: \(result.failure.map { "\($0)" } ?? "")")
    }
    let logs = try LogView.logs(of: result.events, in: tree).map(\.log)
    let isSuccess = result.receipt.exitCode.isSuccess
    let ended = engine.journal?.takeOutcome()
    if !isSuccess { engine.journal?.rollback(to: mark) }

    if engine.countsEthereumGas {
      let gasLeft = ended?.gasLeft ?? (isSuccess ? budget : 0)
      let schedule = Ruleset.ethereum(engine.revision).gasSchedule
      let usedBefore = min(
        transaction.gasLimit, UInt64(max(0, intrinsic.base)) + UInt64(budget - gasLeft))
      refund += isSuccess ? ended?.gasRefund ?? 0 : 0
      let refunded = min(
        usedBefore / UInt64(schedule.refundQuotient), UInt64(max(0, refund)))
      let used = max(usedBefore - refunded, UInt64(intrinsic.floor))
      let left = transaction.gasLimit - min(used, transaction.gasLimit)
      try credit(sender, TokenAmount(atto: price * UInt256(left)))
      let burnt = min(price, block.baseFee)
      let tip = TokenAmount(atto: (price - burnt) * UInt256(used))
      if tip.isPositive { try credit(block.coinbase, tip) }
    } else {
      try credit(sender, result.gas.spent - loan)
    }
    try finish()
    return End(
      state: try read(machine), logs: logs, reached: engine.journal?.reached ?? [])
  }

  /// The message that a transaction means; Filecoin's own way where its type has one.
  private func message(
    _ transaction: Transaction, sender: EthAddress, key: [UInt8]?
  ) throws -> Message {
    var message: Message
    let isFilecoins =
      (transaction.type == .legacy || transaction.type == .dynamicFee)
      && transaction.accessList.isEmpty && transaction.gasLimit <= UInt64(Int64.max)
    if isFilecoins, let key {
      message = try SignedMessage(
        try transaction.signed(privateKey: key),
        chainID: ChainID(rawValue: environment.block.chainID.limb0)
      ).message
    } else {
      message = Message(
        ethereumFrom: sender, to: transaction.to, nonce: transaction.nonce,
        value: transaction.value, input: transaction.data, gasLimit: transaction.gasLimit,
        maxFeePerGas: transaction.maxFeePerGas,
        maxPriorityFeePerGas: transaction.maxPriorityFeePerGas)
    }
    if transaction.to == nil, transaction.data.isEmpty, !rules.contains(.emptyDeployment) {
      message.params = ByteString([]).cborBytes
    }
    if !rules.contains(.maskedAddresses) {
      message.from = .ethereum(sender)
      if let to = transaction.to { message.to = .ethereum(to) }
    }
    return message
  }

  /// Begins the journal: context, warm accounts, authorizations.
  private func begin(
    _ transaction: Transaction, sender: EthAddress, price: UInt256, _ message: inout Message,
    _ refund: inout Int64
  ) throws -> Int {
    guard let journal = engine.journal else { return 0 }
    var block = environment.block
    if rules.contains(.coinbase) { block.coinbase = .zero }
    if rules.contains(.blockGasLimit) { block.gasLimit = 10_000_000_000 }
    journal.begin(
      ExecutionContext(
        block: block,
        transaction: TransactionContext(
          origin: sender, gasPrice: price, blobHashes: transaction.blobHashes)),
      hasDelegations: pre.hasDelegations || !transaction.authorizations.isEmpty,
      blockHash: environment.blockHash)
    journal.access(sender)
    if journal.ruleset.rules.warmsCoinbase { journal.access(environment.block.coinbase) }
    for entry in transaction.accessList {
      journal.access(entry.address)
      for slot in entry.storageKeys { journal.access(slot, of: entry.address) }
    }
    for authorization in transaction.authorizations {
      let sent = try apply(authorization, sender: sender, journal)
      refund += sent.refund
      if sent.isSenders { message.nonce += 1 }
    }
    if let to = transaction.to {
      journal.access(to)
      journal.touch(to)
      if journal.ruleset.rules.hasDelegation, let delegate = try designated(by: to) {
        journal.access(delegate)
      }
    } else {
      journal.access(ContractAddress.create(from: sender, nonce: transaction.nonce))
    }
    try journal.setAccountNonces(accountNonces(sender: sender))
    return journal.mark
  }

  /// Nonces of accounts with a state, in which code of others may create contracts.
  private func accountNonces(sender: EthAddress) throws -> [EthAddress: UInt64] {
    guard engine.journal?.hasDelegations == true else { return [:] }
    var nonces: [EthAddress: UInt64] = [:]
    let code = machine.manifest.ethAccountCode
    try tree.forEachActor { _, record throws(KernelError) in
      guard record.code == code, record.state != .emptyArray,
        case .delegated(_, let bytes)? = record.delegatedAddress, let address = EthAddress(bytes)
      else { return }
      nonces[address] = record.nonce &+ (address == sender ? 1 : 0)
    }
    return nonces
  }

  // MARK: - Delegation

  /// Sets one delegation if its tuple is valid (EIP-7702 §behavior): what is refunded, in gas, and
  /// whether the sender's own nonce went up.
  private func apply(
    _ authorization: Authorization, sender: EthAddress, _ journal: EthereumJournal
  ) throws -> (refund: Int64, isSenders: Bool) {
    let chainID = authorization.chainID
    guard chainID.isZero || chainID == environment.block.chainID, authorization.nonce < .max,
      let authority = authorization.authority()
    else { return (0, false) }
    journal.access(authority)
    let existing = try actor(at: authority, creates: false)
    var state: EVMState?
    if let existing, existing.record.state != .emptyArray {
      let known: EVMState = try machine.blockstore.load(existing.record.state)
      let code = try machine.blockstore.get(known.bytecode) ?? []
      guard code.isEmpty || code.count == 23 && code.starts(with: [0xef, 0x01, 0x00]),
        existing.record.code == machine.manifest.ethAccountCode
      else { return (0, false) }
      state = known
    }
    // The executor raises the sender's nonce later than Ethereum does.
    let isSenders = authority == sender
    let nonce = (existing?.record.nonce ?? 0) + (isSenders ? 1 : 0)
    guard nonce == authorization.nonce else { return (0, false) }

    let found = if let existing { existing } else { try create(authority) }
    var record = found.record
    let delegate = authorization.address
    let code = delegate == .zero ? [] : [0xef, 0x01, 0x00] + delegate.bytes
    let cid = CID(raw: code)
    try machine.blockstore.put(cid, code)
    let storage = try state?.contractState ?? KAMT<UInt256>(machine.blockstore).flush()
    record.code = machine.manifest.ethAccountCode
    record.state = try machine.blockstore.put(
      EVMState(
        bytecode: cid, bytecodeHash: code.isEmpty ? .emptyCode : Keccak256.hash(code),
        contractState: storage, nonce: 0))
    record.nonce += 1
    tree.setActor(found.id, record)
    let schedule = journal.ruleset.gasSchedule
    return (existing == nil ? 0 : schedule.authorization - schedule.authorizationBase, isSenders)
  }

  /// The delegate that an account designates.
  private func designated(by address: EthAddress) throws -> EthAddress? {
    guard let record = try actor(at: address, creates: false)?.record,
      record.state != .emptyArray
    else { return nil }
    let state: EVMState = try machine.blockstore.load(record.state)
    guard let code = try machine.blockstore.get(state.bytecode), code.count == 23,
      code.starts(with: [0xef, 0x01, 0x00])
    else { return nil }
    return EthAddress(code.dropFirst(3))
  }

  // MARK: - Actors

  private func actor(
    at address: EthAddress, creates: Bool
  ) throws -> (id: ActorID, record: ActorState)? {
    if let id = try tree.lookupID(.ethereum(address)), let record = try tree.actor(id) {
      return (id, record)
    }
    return creates ? try create(address) : nil
  }

  /// A placeholder at an address that has no actor.
  private func create(_ address: EthAddress) throws -> (id: ActorID, record: ActorState) {
    let delegated = Address.ethereum(address)
    let id = try tree.registerNewAddress(delegated)
    let record = ActorState(
      code: machine.manifest.placeholderCode, delegatedAddress: delegated)
    tree.setActor(id, record)
    return (id, record)
  }

  /// Adds to an account's balance, which may be less than nothing while a loan is out.
  private func credit(_ address: EthAddress, _ amount: TokenAmount) throws {
    guard !amount.isZero, let found = try actor(at: address, creates: true) else { return }
    var record = found.record
    record.balance += amount
    tree.setActor(found.id, record)
  }

  /// Removes what Ethereum removes at the end of a transaction: destroyed contracts (EIP-6780) and
  /// empty accounts that took part (EIP-161).
  private func finish() throws {
    guard let journal = engine.journal else { return }
    if !rules.contains(.selfDestruct) {
      let code = machine.manifest.code(named: "evm")
      var dead: [ActorID] = []
      var candidates: [(ActorID, CID)] = []
      try tree.forEachActor { id, record throws(KernelError) in
        if record.code == code { candidates.append((id, record.state)) }
      }
      for (id, head) in candidates {
        let state: EVMState = try machine.blockstore.load(head)
        if state.tombstone != nil { dead.append(id) }
      }
      for id in dead { tree.deleteActor(id) }
    }
    guard !rules.contains(.emptyAccounts) else { return }
    try removeEmpty(journal.touched.union([environment.block.coinbase]), in: machine)
  }

  /// Removes accounts without nonce, balance and state: those that took part, and placeholders that
  /// the machine made by itself.
  private func removeEmpty(_ touched: Set<EthAddress>, in machine: Machine) throws {
    let tree = machine.stateTree
    var empty: [ActorID] = []
    let known = pre.state.accounts
    try tree.forEachActor { id, record throws(KernelError) in
      guard record.nonce == 0, record.balance.isZero, record.state == .emptyArray,
        case .delegated(_, let bytes)? = record.delegatedAddress, let address = EthAddress(bytes)
      else { return }
      if touched.contains(address) || known[address] == nil { empty.append(id) }
    }
    for id in empty { tree.deleteActor(id) }
  }

  private func read(_ machine: Machine) throws -> InMemoryState {
    try ActorAccounts(
      in: machine.stateTree, store: machine.blockstore, manifest: machine.manifest,
      before: pre.accounts
    ).state
  }
}
