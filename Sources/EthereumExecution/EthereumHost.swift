import Cryptography
package import EVM
import Ethereum
package import Precompiles
package import Primitives

/// Ethereum behind the interpreter: a world state, precompiled contracts and the rules of calls.
///
/// One host serves one transaction after the other on the same state; `context` is set anew for
/// each. Prices stay with the interpreter: the host answers access states, and charges only what
/// no instruction pays: precompiles and the deposit of new code.
package final class EthereumHost: Host {
  package let world: WorldState
  package let interpreter: Interpreter
  package let precompiles: PrecompileTable
  /// Set between transactions only.
  package var context: ExecutionContext {
    _read { yield currentContext.value }
    _modify { yield &currentContext.value }
  }
  private let currentContext: UncheckedBox<ExecutionContext>
  /// Why a frame ended with `.hostFailure`.
  package internal(set) var failure: PrecompileError?
  private let hashOfBlock: (UInt64) -> Hash256

  /// `blockHash` is asked for the 256 blocks before the current one only.
  package init(
    world: WorldState, interpreter: Interpreter, context: ExecutionContext,
    blockHash: @escaping (UInt64) -> Hash256
  ) {
    self.world = world
    self.interpreter = interpreter
    currentContext = UncheckedBox(context)
    precompiles = PrecompileTable(interpreter.ruleset.revision)
    hashOfBlock = blockHash
  }

  var rules: Rules { interpreter.ruleset.rules }

  package func blockHash(_ number: UInt256, gas: inout Int64) throws(HaltReason) -> Hash256 {
    let current = context.block.number
    guard let number = number.asUInt64, number < current, current - number <= 256 else {
      return .zero
    }
    return hashOfBlock(number)
  }

  package func contextWord(
    _ value: ContextValue, gas: inout Int64
  ) throws(HaltReason) -> UInt256 {
    context[value]
  }

  package func difficultyOrRandao(gas: inout Int64) throws(HaltReason) -> UInt256 {
    context.block.difficultyOrRandao
  }

  package func accessAccount(_ address: EthAddress) -> AccessStatus {
    precompiles.contains(address) ? .warm : world.access(address)
  }

  package func isDead(_ address: EthAddress) -> Bool { world.isDead(address) }

  package func balance(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> UInt256 {
    world.balance(of: address)
  }

  package func codeSize(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> Int {
    world.code(of: address).count
  }

  package func codeHash(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> Hash256 {
    world.isDead(address) ? .zero : world.codeHash(of: address)
  }

  package func code(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> [UInt8] {
    world.code(of: address).view.bytes
  }

  package func loadStorage(
    _ key: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> (value: UInt256, access: AccessStatus) {
    world.load(key, of: address)
  }

  package func storeStorage(
    _ key: UInt256, _ value: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> (status: StorageStatus, access: AccessStatus) {
    world.store(key, value, of: address)
  }

  package func loadTransient(
    _ key: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> UInt256 {
    world.loadTransient(key, of: address)
  }

  package func storeTransient(
    _ key: UInt256, _ value: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) {
    world.storeTransient(key, value, of: address)
  }

  package func log(
    _ address: EthAddress, topics: LogTopics, data: ByteView, gas: inout Int64
  ) throws(HaltReason) {
    world.log(address, topics, data)
  }

  package func keccak256(_ bytes: ByteView, gas: inout Int64) throws(HaltReason) -> Hash256 {
    Keccak256.hash(bytes.bytes)
  }

  package func selfDestruct(
    _ address: EthAddress, beneficiary: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> Int64 {
    let removes = !rules.selfDestructOnlyInSameTransaction || world.isNew(address)
    let balance = world.balance(of: address)
    if address == beneficiary {
      world.touch(address)
      if removes { world.burnBalance(of: address) }
    } else {
      world.burnBalance(of: address)
      world.credit(beneficiary, balance)
    }
    guard removes, world.destroy(address) else { return 0 }
    return interpreter.ruleset.gasSchedule.selfDestructRefund
  }

  package func delegation(
    of address: EthAddress
  ) -> (delegate: EthAddress, access: AccessStatus)? {
    guard let delegate = Delegation.delegate(of: world.code(of: address)) else { return nil }
    return (delegate, accessAccount(delegate))
  }

  package func call(_ message: CallMessage, gas: inout Int64) throws(HaltReason) -> CallResult {
    message.kind.isCreate ? try create(message) : try enter(message)
  }
}
