import Primitives

extension Translator {
  /// The record of an instruction on two registers.
  static func operation(_ opcode: Opcode) -> Operation {
    switch opcode {
    case .add: .add
    case .mul: .multiply
    case .sub: .subtract
    case .div: .divide
    case .sdiv: .divideSigned
    case .mod: .remainder
    case .smod: .remainderSigned
    case .exp: .power
    case .signextend: .signExtend
    case .and: .and
    case .or: .or
    case .xor: .xor
    case .byte: .byte
    case .shl: .shiftLeft
    case .shr: .shiftRight
    case .sar: .shiftRightSigned
    default: .undefined
    }
  }

  /// What an instruction answers for known operands, `left` being the top item.
  static func fold(_ opcode: Opcode, _ left: UInt256, _ right: UInt256) -> UInt256 {
    switch opcode {
    case .add: left + right
    case .mul: left * right
    case .sub: left - right
    case .div: left / right
    case .sdiv: left.dividedSigned(by: right)
    case .mod: left % right
    case .smod: left.remainderSigned(dividingBy: right)
    case .signextend: right.signExtended(fromByte: left)
    case .and: left & right
    case .or: left | right
    case .xor: left ^ right
    case .byte: right.byte(at: left)
    case .shl: right.shiftedLeft(by: left)
    case .shr: right.shiftedRight(by: left)
    case .sar: right.arithmeticShiftedRight(by: left)
    case .lt: left < right ? 1 : 0
    case .gt: right < left ? 1 : 0
    case .slt: left.isLessSigned(than: right) ? 1 : 0
    case .sgt: right.isLessSigned(than: left) ? 1 : 0
    case .eq: left == right ? 1 : 0
    default: .zero
    }
  }
}

extension UInt256 {
  /// n for 2^n; nil for other numbers.
  var exponentOfTwo: Int? {
    !isZero && (self & (self - 1)).isZero ? 255 - leadingZeroBitCount : nil
  }
}
