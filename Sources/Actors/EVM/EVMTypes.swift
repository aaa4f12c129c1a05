package import Filecoin
package import IPLD
package import Primitives

/// Methods of the EVM actor (builtin-actors `actors/evm/src/lib.rs`).
package enum EVMMethod {
  package static let resurrect: MethodNumber = 2
  package static let getBytecode: MethodNumber = 3
  package static let getBytecodeHash: MethodNumber = 4
  package static let getStorageAt: MethodNumber = 5
  package static let invokeContractDelegate: MethodNumber = 6
  package static let invokeContract: MethodNumber = .invokeContract
  /// Numbers up to this are the actor's own; contracts get those above.
  package static let lastReserved: UInt64 = 1023
}

/// Exit codes of the EVM actor.
extension ExitCode {
  /// REVERT; the data is a CBOR byte string.
  package static let evmReverted = ExitCode(33)
  package static let evmInvalidInstruction = ExitCode(34)
  package static let evmUndefinedInstruction = ExitCode(35)
  package static let evmStackUnderflow = ExitCode(36)
  package static let evmStackOverflow = ExitCode(37)
  package static let evmIllegalMemoryAccess = ExitCode(38)
  package static let evmBadJumpDestination = ExitCode(39)
  package static let evmSelfDestructFailed = ExitCode(40)
  /// Ethereum's gas is used up, where that counts; Filecoin's own is the kernel's code 7.
  package static let evmOutOfGas = ExitCode(41)
}

/// Parameters of the constructor and of Resurrect.
package struct EVMConstructorParams: Hashable, Sendable, CBORCodable {
  /// Who the init code sees as its caller.
  package var creator: EthAddress
  package var initCode: [UInt8]

  package init(creator: EthAddress, initCode: [UInt8]) {
    self.creator = creator
    self.initCode = initCode
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(bytes: creator.bytes)
    encoder.append(bytes: initCode)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "parameters")
    creator = try decoder.readEthAddress()
    initCode = try decoder.readBytes()
  }
}

/// Parameters of InvokeContractDelegate, DAG-CBOR.
package struct DelegateCallParams: Hashable, Sendable, CBORCodable {
  /// The block of the code to run.
  package var code: CID
  package var input: [UInt8]
  /// What CALLER answers.
  package var caller: EthAddress
  /// What CALLVALUE answers, attoFIL.
  package var value: TokenAmount

  package init(code: CID, input: [UInt8], caller: EthAddress, value: TokenAmount) {
    self.code = code
    self.input = input
    self.caller = caller
    self.value = value
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 4)
    encoder.append(code)
    encoder.append(bytes: input)
    encoder.append(bytes: caller.bytes)
    encoder.append(value)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(4, "parameters")
    code = try decoder.readLink()
    input = try decoder.readBytes()
    caller = try decoder.readEthAddress()
    value = try decoder.read()
  }
}

/// Parameters of GetStorageAt.
package struct GetStorageAtParams: Hashable, Sendable, CBORCodable {
  package var key: UInt256

  package init(key: UInt256) { self.key = key }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 1)
    encoder.append(key)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(1, "parameters")
    key = try decoder.read()
  }
}
