import Primitives

// A trace shows a failing instruction's price, and that depends on where a client stops adding up. The
// loop stops at the first part that cannot be paid; tools compare with go-ethereum, which adds up the
// dynamic parts first and pays them at once (`core/vm/interpreter.go`, `gas_table.go`,
// `operations_acl.go`). Here its sums are made again, only for traced frames that have failed.

/// What a failing instruction would have cost, and why it cannot be paid.
struct FaultPrice {
  /// Gas; wraps where go-ethereum's sum does.
  var cost: UInt64
  /// Nil when the price can be paid: the instruction fails in its effect.
  var detail: FaultDetail?
  /// Bytes of memory once it has grown for the instruction.
  var memorySize: UInt64
}

/// Ends the sum.
private struct Unpayable: Error {
  var detail: FaultDetail

  static let memory = Unpayable(detail: .memoryOverflow)
  static func outOfGas(because reason: String) -> Unpayable {
    Unpayable(detail: .outOfGas(because: reason))
  }
  static let overflow = outOfGas(because: "gas uint64 overflow")
  static let gas = outOfGas(because: "out of gas")
  static let write = outOfGas(because: "write protection")
}

extension Frame {
  /// The price of the instruction that `step` shows, which has just failed after taking `consumed`.
  ///
  /// `foundCold` tells that the account it names was accessed for the first time by it. Access by
  /// the host is harmless here: the frame has failed and is rolled back.
  func faultPrice(_ step: TraceStep, consumed: Int64, foundCold: Bool) -> FaultPrice {
    let before = UInt64(step.memorySize)
    guard let row = OpcodeTable[step.opcode], ruleset.instructions.defines(step.opcode) else {
      return FaultPrice(cost: 0, detail: nil, memorySize: before)
    }
    var sum = FaultSum(
      step: step, consumed: UInt64(clamping: consumed), foundCold: foundCold,
      rules: ruleset.rules, schedule: ruleset.gasSchedule,
      staticGas: UInt64(clamping: ruleset.instructions.gas(of: step.opcode) ?? 0))
    let height = step.stack.count
    let limit = StackSpace.limit - (row.pushes - row.pops)
    let detail: FaultDetail?
    if height < row.pops {
      detail = .stackUnderflow(height: height, needed: row.pops)
    } else if height > limit {
      detail = .stackOverflow(height: height, limit: limit)
    } else if sum.available < sum.constant {
      detail = .outOfGas(because: nil)
    } else {
      do throws(Unpayable) {
        let dynamic = try sum.dynamic(host: host, message: message)
        let payable = dynamic <= sum.available &- sum.constant
        return FaultPrice(
          cost: sum.constant &+ dynamic, detail: payable ? nil : .outOfGas(because: nil),
          memorySize: max(before, (sum.memoryEnd + 31) / 32 * 32))
      } catch {
        detail = error.detail
      }
    }
    return FaultPrice(cost: sum.constant, detail: detail, memorySize: before)
  }
}

/// The parts of one instruction's price.
private struct FaultSum {
  let step: TraceStep
  let consumed: UInt64
  let foundCold: Bool
  let rules: Rules
  let schedule: GasSchedule
  let staticGas: UInt64
  private(set) var memoryEnd: UInt64 = 0

  init(
    step: TraceStep, consumed: UInt64, foundCold: Bool, rules: Rules, schedule: GasSchedule,
    staticGas: UInt64
  ) {
    self.step = step
    self.consumed = consumed
    self.foundCold = foundCold
    self.rules = rules
    self.schedule = schedule
    self.staticGas = staticGas
  }

  var available: UInt64 { UInt64(clamping: step.gas) }

  /// The part that is paid first; some instructions have their whole price in the dynamic part.
  var constant: UInt64 {
    switch step.opcode {
    case .exp, .log0, .log1, .log2, .log3, .log4, .sstore: 0
    case .sload: rules.hasAccessPrices ? 0 : staticGas
    case .selfdestruct: rules.hasAccessPrices ? staticGas : 0
    default: staticGas
    }
  }

  /// The item `depth` below the top.
  private func item(_ depth: Int) -> UInt256 { step.stack[step.stack.count - 1 - depth] }

  private func gas(_ price: Int64) -> UInt64 { UInt64(clamping: price) }

  mutating func dynamic(host: any Host, message: CallMessage) throws(Unpayable) -> UInt64 {
    switch step.opcode {
    case .exp: return staticGas + gas(schedule.expByte) * UInt64(item(1).byteWidthUsed)
    case .mload, .mstore: return try grow(item(0), 32)
    case .mstore8: return try grow(item(0), 1)
    case .return, .revert: return try grow(item(0), item(1))
    case .keccak256:
      return try grow(item(0), item(1)) + words(item(1), at: schedule.keccakWord)
    case .calldatacopy, .codecopy, .returndatacopy:
      return try grow(item(0), item(2)) + words(item(2), at: schedule.copyWord)
    case .mcopy:
      return try grow(max(item(0), item(1)), item(2)) + words(item(2), at: schedule.copyWord)
    case .extcodecopy:
      let copied = try grow(item(1), item(3)) + words(item(3), at: schedule.copyWord)
      return copied + coldSurcharge(item(0), host)
    case .log0, .log1, .log2, .log3, .log4:
      guard item(1).fitsUInt64 else { throw .memory }
      let grown = try grow(item(0), item(1))
      return grown + staticGas + gas(schedule.logByte) * item(1).limb0
    case .balance, .extcodesize, .extcodehash:
      return consumed > staticGas ? consumed - staticGas : 0
    case .sload: return load(host, message)
    case .sstore:
      if message.isStatic { throw .write }
      if rules.hasStorageSentry, available <= gas(schedule.storageSentry) {
        throw .outOfGas(because: "not enough gas for reentrancy sentry")
      }
      return consumed
    case .create, .create2: return try create(message)
    case .call, .callcode, .delegatecall, .staticcall: return try call(host, message)
    case .selfdestruct: return try selfDestruct(host, message)
    default: return 0
    }
  }

  private mutating func grow(_ offset: UInt256, _ size: UInt256) throws(Unpayable) -> UInt64 {
    try reserve(offset, size)
    return try growth()
  }

  /// Notes memory that must be there.
  private mutating func reserve(_ offset: UInt256, _ size: UInt256) throws(Unpayable) {
    if size.isZero { return }
    guard offset.fitsUInt64, size.fitsUInt64 else { throw .memory }
    let (end, overflow) = offset.limb0.addingReportingOverflow(size.limb0)
    guard !overflow, end <= .max - 31 else { throw .memory }
    memoryEnd = max(memoryEnd, end)
  }

  private func growth() throws(Unpayable) -> UInt64 {
    // The most for which the square of the words fits 64 bits.
    guard memoryEnd <= 0x1f_ffff_ffe0 else { throw .overflow }
    guard memoryEnd > UInt64(step.memorySize) else { return 0 }
    return memoryPrice(bytes: memoryEnd) - memoryPrice(bytes: UInt64(step.memorySize))
  }

  private func memoryPrice(bytes: UInt64) -> UInt64 {
    let words = (bytes + 31) / 32
    return gas(schedule.memoryWord) * words
      + (schedule.memoryQuadraticDivisor.map { words * words / $0 } ?? 0)
  }

  /// The size is one that memory has been reserved for.
  private func words(_ size: UInt256, at price: Int64) -> UInt64 {
    gas(price) * ((size.limb0 + 31) / 32)
  }

  private func coldSurcharge(_ address: UInt256, _ host: any Host) -> UInt64 {
    guard rules.hasAccessPrices else { return 0 }
    let isCold = foundCold || host.accessAccount(EthAddress(truncating: address)) == .cold
    return isCold ? gas(schedule.coldAccount - schedule.warmAccess) : 0
  }

  private func load(_ host: any Host, _ message: CallMessage) -> UInt64 {
    guard rules.hasAccessPrices else { return 0 }
    if consumed > staticGas { return consumed }
    var counter: Int64 = .max
    do throws(HaltReason) {
      let (_, access) = try host.loadStorage(item(0), of: message.recipient, gas: &counter)
      return gas(access == .cold ? schedule.coldSlot : schedule.warmAccess)
    } catch {
      return consumed
    }
  }

  private mutating func create(_ message: CallMessage) throws(Unpayable) -> UInt64 {
    try reserve(item(1), item(2))
    if message.isStatic { throw .write }
    let size = item(2)
    var price = try growth()
    if rules.limitsInitCode {
      let limit = UInt64(schedule.initCodeSizeLimit)
      guard size.limb0 <= limit else {
        throw .outOfGas(
          because: "max initcode size exceeded: code size \(size.limb0) limit \(limit)")
      }
      price += words(size, at: schedule.initCodeWord)
    }
    return price + (step.opcode == .create2 ? words(size, at: schedule.keccakWord) : 0)
  }

  private mutating func call(_ host: any Host, _ message: CallMessage) throws(Unpayable) -> UInt64 {
    let carriesValue = step.opcode == .call || step.opcode == .callcode
    let shift = carriesValue ? 1 : 0
    let movesValue = carriesValue && !item(2).isZero
    try reserve(item(2 + shift), item(3 + shift))
    try reserve(item(4 + shift), item(5 + shift))
    let writes = step.opcode == .call && movesValue && message.isStatic
    if writes, rules.hasDelegation || !rules.hasAccessPrices { throw .write }
    let cold = coldSurcharge(item(1), host)
    var left = available - constant
    guard cold <= left else { throw .gas }
    if writes { throw .write }
    left -= cold

    var price = try growth() + (movesValue ? gas(schedule.callValue) : 0)
    if step.opcode == .call {
      guard price <= left else { throw .gas }
      let mayCreate = movesValue || !rules.newAccountNeedsValue
      if mayCreate, host.isDead(EthAddress(truncating: item(1))) {
        price += gas(schedule.newAccount)
      }
    }
    guard !rules.hasDelegation else {
      // Since EIP-7702 every part is paid as it comes, and what is forwarded always fits.
      throw .gas
    }
    let asked = item(0)
    if rules.limitsForwardedGas {
      // The difference wraps in go-ethereum too, and what was asked for is then the smaller.
      let rest = left &- price
      let most = rest - rest / 64
      let forwarded = asked.fitsUInt64 && asked.limb0 <= most ? asked.limb0 : most
      return try total(price, forwarded, cold)
    }
    guard asked.fitsUInt64 else { throw .overflow }
    return try total(price, asked.limb0, cold)
  }

  private func total(
    _ price: UInt64, _ forwarded: UInt64, _ cold: UInt64
  ) throws(Unpayable) -> UInt64 {
    let (sum, overflow) = price.addingReportingOverflow(forwarded)
    let (all, overflowAgain) = sum.addingReportingOverflow(cold)
    guard !overflow, !overflowAgain else { throw .overflow }
    return all
  }

  private func selfDestruct(
    _ host: any Host, _ message: CallMessage
  ) throws(Unpayable) -> UInt64 {
    if message.isStatic { throw .write }
    if rules.hasAccessPrices {
      let dynamic = consumed > staticGas ? consumed - staticGas : 0
      guard dynamic != gas(schedule.coldAccount) else { throw .gas }
      return dynamic
    }
    if consumed > staticGas { return consumed }
    guard rules.selfDestructPaysNewAccount,
      host.isDead(EthAddress(truncating: item(0)))
    else { return staticGas }
    var counter: Int64 = .max
    do throws(HaltReason) {
      let balance = try host.balance(of: message.recipient, gas: &counter)
      let pays = !rules.newAccountNeedsValue || !balance.isZero
      return staticGas + (pays ? gas(schedule.newAccount) : 0)
    } catch {
      return consumed
    }
  }
}
