import Primitives

extension Frame {
  /// Pays for the first touch of an account (EIP-2929); the instruction has paid for a warm one.
  mutating func touchAccount(_ address: EthAddress) throws(HaltReason) {
    guard ruleset.rules.hasAccessPrices, host.accessAccount(address) == .cold else { return }
    trace?.noteColdAccount()
    try charge(ruleset.gasSchedule.coldAccount - ruleset.gasSchedule.warmAccess)
  }

  /// CALLDATALOAD: zeros follow the end of the data.
  @inline(__always)
  func callDataWord(at offset: UInt256) -> UInt256 {
    let count = UInt64(truncatingIfNeeded: message.input.count)
    guard offset.fitsUInt64, count >= 32, offset.limb0 <= count &- 32 else {
      return lastCallDataWord(at: offset)
    }
    // Safe: `offset + 32 <= count` was just checked.
    return unsafe message.input.withUnsafeBytes { bytes in
      unsafe UInt256(
        bigEndianAt: bytes.baseAddress.unsafelyUnwrapped + Int(truncatingIfNeeded: offset.limb0))
    }
  }

  @inline(never)
  private func lastCallDataWord(at offset: UInt256) -> UInt256 {
    guard let start = offset.asInt, start < message.input.count else { return .zero }
    var word = UInt256.zero
    for index in 0..<32 {
      word = word << 8 | UInt256(UInt64(message.input[start + index]))
    }
    return word
  }

  /// CALLDATACOPY, CODECOPY: target, start, size.
  @inline(never)
  mutating func copy(_ source: ByteView, _ top: StackTop) throws(HaltReason) {
    let region = try region(top[0].limbwise, top[2].limbwise)
    try charge(words: region.count, at: ruleset.gasSchedule.copyWord)
    memory.copy(source, from: top[1].limbwise, to: region)
  }

  /// RETURNDATACOPY: target, start, size; reading past the end fails (EIP-211).
  @inline(never)
  mutating func returnDataCopy(_ top: StackTop) throws(HaltReason) {
    let start = top[1].limbwise
    let size = top[2].limbwise
    let available = UInt64(truncatingIfNeeded: returnData.count)
    guard start.fitsUInt64, size.fitsUInt64, start.limb0 <= available,
      size.limb0 <= available &- start.limb0
    else { throw .returnDataOutOfBounds }
    let region = try region(top[0].limbwise, size)
    try charge(words: region.count, at: ruleset.gasSchedule.copyWord)
    returnData.withByteView { source in memory.copy(source, from: start, to: region) }
  }

  /// BALANCE: address → wei.
  @inline(never)
  mutating func balance(_ top: StackTop) throws(HaltReason) {
    let address = EthAddress(truncating: top[0])
    try touchAccount(address)
    top[0] = try host.balance(of: address, gas: &gas)
  }

  /// What GAS answers where the host meters.
  @inline(never)
  mutating func hostGas() throws(HaltReason) -> UInt64 { try host.availableGas(gas: &gas) }

  /// SELFBALANCE (EIP-1884), for a free item.
  @inline(never)
  mutating func selfBalance() throws(HaltReason) -> UInt256 {
    try host.selfBalance(of: message.recipient, gas: &gas)
  }

  /// EXTCODESIZE: address → bytes.
  @inline(never)
  mutating func externalCodeSize(_ top: StackTop) throws(HaltReason) {
    let address = EthAddress(truncating: top[0])
    try touchAccount(address)
    top[0] = UInt256(UInt64(try host.codeSize(of: address, gas: &gas)))
  }

  /// EXTCODEHASH (EIP-1052): address → hash.
  @inline(never)
  mutating func externalCodeHash(_ top: StackTop) throws(HaltReason) {
    let address = EthAddress(truncating: top[0])
    try touchAccount(address)
    top[0] = try host.codeHash(of: address, gas: &gas).word
  }

  /// EXTCODECOPY: address, target, start, size.
  @inline(never)
  mutating func externalCodeCopy(_ top: StackTop) throws(HaltReason) {
    let address = EthAddress(truncating: top[0])
    let region = try region(top[1], top[3])
    try charge(words: region.count, at: ruleset.gasSchedule.copyWord)
    try touchAccount(address)
    let code = try host.code(of: address, gas: &gas)
    let start = top[2]
    code.withByteView { source in memory.copy(source, from: start, to: region) }
  }
}
