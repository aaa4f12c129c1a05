/// What a record of translated code does. Records are three-address instructions over the words of
/// the stack; how they lie in memory stands at `RecordPointer`.
///
/// Comparisons come first and in pairs, so that the negation of one is its neighbour (lowest bit),
/// and each has a jump that tests the same, `jumpOffset` further on.
enum Operation: UInt8, CaseIterable {
  // a ← b ? c, as 1 or 0.
  case less, notLess
  case lessConstant, notLessConstant
  case greaterConstant, notGreaterConstant
  case lessSigned, notLessSigned
  case lessSignedConstant, notLessSignedConstant
  case greaterSignedConstant, notGreaterSignedConstant
  case equal, notEqual
  case equalConstant, notEqualConstant
  case isZero, isNotZero
  // With a constant of one limb.
  case lessLimb, notLessLimb
  case greaterLimb, notGreaterLimb
  case equalLimb, notEqualLimb

  // The same, to jump.
  case jumpLess, jumpNotLess
  case jumpLessConstant, jumpNotLessConstant
  case jumpGreaterConstant, jumpNotGreaterConstant
  case jumpLessSigned, jumpNotLessSigned
  case jumpLessSignedConstant, jumpNotLessSignedConstant
  case jumpGreaterSignedConstant, jumpNotGreaterSignedConstant
  case jumpEqual, jumpNotEqual
  case jumpEqualConstant, jumpNotEqualConstant
  case jumpIsZero, jumpIsNotZero
  case jumpLessLimb, jumpNotLessLimb
  case jumpGreaterLimb, jumpNotGreaterLimb
  case jumpEqualLimb, jumpNotEqualLimb

  // a ← b op c.
  case add, subtract, multiply, divide, divideSigned, remainder, remainderSigned
  case power, signExtend, and, or, xor, byte, shiftLeft, shiftRight, shiftRightSigned
  // a ← b op constant.
  case addConstant, subtractFromConstant, multiplyConstant, andConstant, orConstant, xorConstant
  // a ← b op a constant of one limb.
  case addLimb, subtractLimb, andLimb
  // a ← (b shifted by c bits) and a limb; (b + c) and d; (c shifted right by b) and d.
  case shiftLeftAndLimb, shiftRightAndLimb, addAnd, shiftRightAnd
  // a ← b shifted by c bits; byte c of b; b with the sign of its byte c.
  case shiftLeftBy, shiftRightBy, shiftRightSignedBy, byteAt, signExtendFrom
  // a ← op b.
  case not, countLeadingZeros
  // a ← (b op c) mod d.
  case addModulo, multiplyModulo
  // a ← b; a ← constant; a ← a limb; a and b change places.
  case move, constant, smallConstant, exchange
  // a ← b and c ← d, and e ← f.
  case moveTwo, moveThree

  // What the frame knows.
  case address, caller, callValue, callDataSize, returnDataSize, memorySize, gas
  case callDataLoad, callDataLoadAt

  // Memory.
  case loadMemory, loadMemoryAt, storeMemory, storeMemoryAt, storeMemoryByte
  // At a sum of two registers; of a register and a limb. A limb at a register; at a limb; at a sum.
  case loadMemorySum, loadMemoryOffset, storeMemorySum, storeMemoryOffset
  case storeLimb, storeLimbAt, storeLimbOffset

  // Slow instructions; then the price of what follows.
  case perform, loadStorage, keccak256, charge

  // Flow.
  case enter, fallThrough, jump, jumpDynamic, jumpDynamicIf
  case stop, `return`, revert, selfDestruct, invalid, undefined, badJump, badJumpIf

  static let comparisons: UInt8 = 24

  var isComparison: Bool { rawValue < Operation.comparisons }

  /// Compares with a constant.
  var takesConstant: Bool {
    switch self {
    case .lessConstant, .notLessConstant, .greaterConstant, .notGreaterConstant,
      .lessSignedConstant, .notLessSignedConstant, .greaterSignedConstant,
      .notGreaterSignedConstant, .equalConstant, .notEqualConstant:
      true
    default: false
    }
  }

  /// Compares with a constant of one limb.
  var takesLimb: Bool {
    switch self {
    case .lessLimb, .notLessLimb, .greaterLimb, .notGreaterLimb, .equalLimb, .notEqualLimb: true
    default: false
    }
  }

  /// The comparison that holds where this one's result is not zero.
  var comparison: Operation? {
    switch self {
    case .xor, .subtract: .notEqual
    case .xorConstant: .notEqualConstant
    case .subtractLimb: .notEqualLimb
    default: isComparison ? self : nil
    }
  }

  /// The comparison with the opposite outcome.
  var negation: Operation { Operation(rawValue: rawValue ^ 1) ?? self }

  /// The jump that tests what this comparison does.
  var jump: Operation { Operation(rawValue: rawValue + Operation.comparisons) ?? self }
}
