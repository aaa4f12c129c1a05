/// Why a frame ended: one byte, a protocol outcome and not a Swift error of ours.
///
/// The first three are the normal ends; `revert` keeps its gas, every later case consumes all of it
/// (execution-specs `vm/exceptions.py`: `ExceptionalHalt`).
public enum HaltReason: UInt8, Error, Hashable, Sendable {
  /// STOP, or running off the end of the code.
  case stop
  /// RETURN.
  case `return`
  /// SELFDESTRUCT.
  case selfDestruct
  /// REVERT: state is rolled back, remaining gas and output are kept.
  case revert

  case outOfGas
  case stackUnderflow
  case stackOverflow
  /// A byte that is no instruction under the ruleset.
  case undefinedInstruction
  /// The designated INVALID instruction, 0xfe (EIP-141).
  case invalidInstruction
  case badJumpDestination
  /// A write in a static call (EIP-214).
  case staticModeViolation
  /// RETURNDATACOPY past the end of the return data (EIP-211).
  case returnDataOutOfBounds
  /// Memory beyond what the ruleset addresses.
  case invalidMemoryAccess
  /// Init code above its limit (EIP-3860).
  case initCodeTooLarge
  /// Deployed code above its limit (EIP-170).
  case codeTooLarge
  /// Deployed code that starts with 0xEF (EIP-3541).
  case invalidCodePrefix
  /// A create at an address that has code, nonce or storage (EIP-684, EIP-7610).
  case addressCollision
  /// A precompile that refused its input.
  case precompileFailure
  /// The value of a call exceeds the caller's balance.
  case insufficientBalance
  /// More than 1024 nested calls.
  case callDepthExceeded
  /// A sender whose nonce is at 2^64 − 1 (EIP-2681).
  case nonceOverflow
  /// SELFDESTRUCT whose transfer the host refused (Filecoin exit code 40).
  case selfDestructTransferFailed
  /// The host stopped the frame; the host itself knows why. Never shown to a contract as a revert.
  case hostFailure

  /// STOP, RETURN or SELFDESTRUCT: effects are kept.
  public var isSuccess: Bool { rawValue <= HaltReason.selfDestruct.rawValue }
}
