package import EVM
package import EthereumExecution
package import JSONText
package import Primitives

/// Bytecode with what it runs on: one message without a transaction around it.
package struct BytecodeRun {
  package var interpreter: Interpreter
  package var state = InMemoryState()
  package var block = BlockContext()
  package var code: [UInt8] = []
  package var input: [UInt8] = []
  package var gas: UInt64 = 0
  /// Wei.
  package var value = UInt256.zero
  /// Wei per gas.
  package var gasPrice = UInt256.zero
  /// Whether `code` is init code with `input` behind it.
  package var isCreate = false
  /// The letters of "sender", as go-ethereum's `evm run` has it.
  package var sender = BytecodeRun.address(spelling: "sender")
  /// The letters of "receiver".
  package var receiver = BytecodeRun.address(spelling: "receiver")

  package init(interpreter: Interpreter) { self.interpreter = interpreter }

  /// Takes block values from a genesis JSON; those that are missing stay.
  package mutating func readBlock(genesis: JSONValue) throws(VectorError) {
    if let number = try genesis.optional("number", Read.uint64) { block.number = number }
    if let time = try genesis.optional("timestamp", Read.uint64) { block.timestamp = time }
    if let limit = try genesis.optional("gasLimit", Read.uint64) { block.gasLimit = limit }
    if let coinbase = try genesis.optional("coinbase", Read.address) { block.coinbase = coinbase }
    if let fee = try genesis.optional("baseFeePerGas", Read.word) { block.baseFee = fee }
    let isRandao = interpreter.ruleset.rules.hasRandao
    if let word = try genesis.optional(isRandao ? "mixHash" : "difficulty", Read.word) {
      block.difficultyOrRandao = word
    }
    if let id = try genesis.optional(
      "config",
      { configuration throws(VectorError) in
        try configuration.optional("chainId", Read.uint64)
      }) ?? nil
    {
      block.chainID = UInt256(id)
    }
  }

  /// Runs once on a copy of the state. Call from an `ExecutionThread`.
  package func execute() -> (result: CallResult, state: InMemoryState) {
    var state = state
    if !isCreate, !code.isEmpty {
      let existing = state.accounts[receiver]
      state.accounts[receiver] = InMemoryAccount(
        nonce: existing?.nonce ?? 0, balance: existing?.balance ?? .zero, code: code,
        storage: existing?.storage ?? [:])
    }
    let world = WorldState(on: state, rules: interpreter.ruleset.rules)
    let host = EthereumHost(
      world: world, interpreter: interpreter,
      context: ExecutionContext(
        block: block, transaction: TransactionContext(origin: sender, gasPrice: gasPrice)),
      blockHash: { _ in .zero })
    world.beginTransaction()
    if interpreter.ruleset.rules.hasAccessPrices {
      _ = world.access(sender)
      if !isCreate { _ = world.access(receiver) }
    }
    // A create takes the nonce before the sender's own, which a transaction would have raised.
    if isCreate { world.setNonce(sender, world.nonce(of: sender) + 1) }
    let result = start(host)
    world.finishTransaction()
    state.apply(world.diff())
    return (result, state)
  }

  private func start(_ host: EthereumHost) -> CallResult {
    (isCreate ? code + input : input).withByteView { bytes in
      let message = CallMessage(
        kind: isCreate ? .create : .call, gas: Int64(clamping: gas),
        recipient: isCreate ? .zero : receiver, codeAddress: isCreate ? .zero : receiver,
        sender: sender, value: value, input: bytes)
      do throws(HaltReason) {
        return try interpreter.start(message, host: host)
      } catch {
        return CallResult(error)
      }
    }
  }

  private static func address(spelling text: String) -> EthAddress {
    EthAddress(truncating: UInt256(bigEndian: Array(text.utf8)) ?? .zero)
  }
}
