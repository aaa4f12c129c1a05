public import Primitives

/// Which instruction asked for a call.
public enum CallKind: UInt8, Sendable {
  case call, callCode, delegateCall, staticCall, create, create2

  public var isCreate: Bool { self == .create || self == .create2 }
}

/// A request to run code: what a CALL- or CREATE-family instruction asks of its host, and what a
/// transaction asks of the interpreter.
public struct CallMessage {
  public var kind: CallKind
  /// Whether state must not change (EIP-214); inherited by every deeper call.
  public var isStatic: Bool
  /// 0 for the frame that a transaction starts; at most 1024.
  public var depth: Int
  /// Gas handed to the callee, in the unit of the gas schedule, stipend included.
  public var gas: Int64
  /// Whose storage and balance are used; for a create the host derives it.
  public var recipient: EthAddress
  /// Whose code is run; differs from `recipient` in CALLCODE and DELEGATECALL.
  public var codeAddress: EthAddress
  /// What CALLER answers in the callee.
  public var sender: EthAddress
  /// What CALLVALUE answers in the callee (wei); transferred by CALL and creates only.
  public var value: UInt256
  /// Calldata, or init code for a create.
  public var input: ByteView
  /// CREATE2's salt (EIP-1014).
  public var salt: UInt256

  public init(
    kind: CallKind, isStatic: Bool = false, depth: Int = 0, gas: Int64, recipient: EthAddress,
    codeAddress: EthAddress, sender: EthAddress, value: UInt256 = .zero,
    input: ByteView = ByteView(), salt: UInt256 = .zero
  ) {
    self.kind = kind
    self.isStatic = isStatic
    self.depth = depth
    self.gas = gas
    self.recipient = recipient
    self.codeAddress = codeAddress
    self.sender = sender
    self.value = value
    self.input = input
    self.salt = salt
  }
}

/// How a frame ended.
public struct CallResult {
  public var reason: HaltReason
  /// Gas to give back to the caller, in the unit of the gas schedule; 0 after an exceptional halt.
  public var gasLeft: Int64
  /// The change of the refund counter; counted only if the frame succeeds.
  public var gasRefund: Int64
  /// Return or revert data; empty after an exceptional halt and after a successful create. A nested
  /// frame's is lent: to be read before the caller's next call.
  package var data: CallOutput
  /// The new contract, after a successful create.
  public var createdAddress: EthAddress?

  public init(
    _ reason: HaltReason, gasLeft: Int64 = 0, gasRefund: Int64 = 0, output: [UInt8] = [],
    createdAddress: EthAddress? = nil
  ) {
    self.init(
      reason, gasLeft: gasLeft, gasRefund: gasRefund, data: .owned(output),
      createdAddress: createdAddress)
  }

  @inline(__always)
  package init(
    _ reason: HaltReason, gasLeft: Int64 = 0, gasRefund: Int64 = 0, data: CallOutput,
    createdAddress: EthAddress? = nil
  ) {
    self.reason = reason
    self.gasLeft = gasLeft
    self.gasRefund = gasRefund
    self.data = data
    self.createdAddress = createdAddress
  }

  /// A copy of `data`.
  public var output: [UInt8] {
    get { data.bytes }
    set { data = .owned(newValue) }
  }
}
