import Primitives

extension Frame {
  /// CREATE: value, offset, size of the init code → address. CREATE2 (EIP-1014) has a salt below.
  @inline(never)
  mutating func create(_ kind: CallKind, _ top: StackTop) throws(HaltReason) {
    try requireWritable()
    if ruleset.rules.limitsInitCode,
      top[2] > UInt256(UInt64(ruleset.gasSchedule.initCodeSizeLimit))
    {
      throw .initCodeTooLarge
    }
    let region = try region(top[1], top[2])
    if ruleset.rules.limitsInitCode {
      try charge(words: region.count, at: ruleset.gasSchedule.initCodeWord)
    }
    if kind == .create2 { try charge(words: region.count, at: ruleset.gasSchedule.keccakWord) }

    let stepGas = gas
    let forwarded = ruleset.rules.metersThroughHost ? 0 : forwardableGas
    gas -= forwarded
    let result = try perform(
      CallMessage(
        kind: kind, depth: message.depth + 1, gas: forwarded, recipient: .zero,
        codeAddress: .zero, sender: message.recipient, value: top[0],
        input: memory.view(region), salt: kind == .create2 ? top[3] : .zero),
      stepGas: stepGas)
    let created = result.reason.isSuccess ? result.createdAddress : nil
    returnData = result.reason == .revert ? result.data : .none
    top[kind == .create2 ? 3 : 2] = created?.word ?? .zero
  }
}
