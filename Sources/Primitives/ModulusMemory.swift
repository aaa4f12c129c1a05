import CWord

/// The last modulus of a thread and what makes dividing by it quick.
@safe
struct ModulusMemory {
  // Safe: the words belong to this thread and last as long as it does; the value is only used in
  // the function that asked for it.
  private let record: UnsafeMutablePointer<Record>

  private struct Record {
    var modulus: UInt256
    /// The modulus shifted left until its top bit is set; zero until it is needed.
    var divisor: UInt256
    /// ⌊(2^512 − 1) / divisor⌋ − 2^256.
    var reciprocal: UInt256
    var shift: UInt64
  }

  @inline(__always)
  static var ofThread: ModulusMemory {
    // Safe: the C array has 16 words, the record 13 of the same alignment.
    unsafe ModulusMemory(
      record: UnsafeMutableRawPointer(cword_modulus_memory())
        .assumingMemoryBound(to: Record.self))
  }

  /// Zero when there was none.
  @inline(__always)
  var modulus: UInt256 { unsafe record.pointee.modulus }

  @inline(__always)
  func remember(_ modulus: UInt256) {
    unsafe record.pointee.modulus = modulus
    unsafe record.pointee.divisor = .zero
  }

  /// (a × b) mod the modulus, which is not zero.
  @inline(__always)
  func remainder(ofProduct a: UInt256, _ b: UInt256) -> UInt256 {
    if unsafe record.pointee.divisor.isZero { prepare() }
    let divisor = unsafe record.pointee.divisor
    let shift = unsafe record.pointee.shift
    var (x, y) = (a, b)
    if x >= modulus { (x, y) = y < modulus ? (y, x) : (x % modulus, y) }
    // Division of two words by one (Möller and Granlund, "Improved division by invariant integers",
    // algorithm 4, in base 2^256); x < modulus makes the high word less than the divisor.
    let (low, high) = (x << shift).multipliedFullWidth(by: y)
    let estimate = unsafe record.pointee.reciprocal.multipliedFullWidth(by: high)
    let (bound, carry) = UInt256.addingWithCarry(estimate.low, low)
    let quotient = estimate.high + high + UInt256(carry &+ 1)
    var rest = low - quotient * divisor
    let excess: UInt64 = bound < rest ? .max : 0
    rest += divisor & UInt256(limbs: excess, excess, excess, excess)
    if rest >= divisor { rest -= divisor }
    return rest >> shift
  }

  @inline(never)
  private func prepare() {
    let shift = UInt64(modulus.leadingZeroBitCount)
    let divisor = modulus << shift
    let (q3, r3) = LimbDivision.digit(~divisor, .max, by4: divisor)
    let (q2, r2) = LimbDivision.digit(r3, .max, by4: divisor)
    let (q1, r1) = LimbDivision.digit(r2, .max, by4: divisor)
    let q0 = LimbDivision.digit(r1, .max, by4: divisor).quotient
    unsafe record.pointee.divisor = divisor
    unsafe record.pointee.reciprocal = UInt256(limbs: q0, q1, q2, q3)
    unsafe record.pointee.shift = shift
  }
}
