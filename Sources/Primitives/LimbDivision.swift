import CWord

/// Division of two or three limbs by one or two with a precomputed reciprocal.
///
/// N. Möller, T. Granlund, "Improved division by invariant integers", IEEE Transactions on
/// Computers 60 (2011). Divisors are normalised: their top bit is set. Sums and differences wrap,
/// as the paper's proofs need them to.
enum LimbDivision {
  @inline(__always)
  static func product(_ left: UInt64, _ right: UInt64) -> UInt128 {
    UInt128(left) &* UInt128(right)
  }

  @inline(__always)
  static func wide(_ high: UInt64, _ low: UInt64) -> UInt128 {
    UInt128(high) << 64 | UInt128(low)
  }

  @inline(__always)
  static func low(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value) }

  @inline(__always)
  static func high(_ value: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: value >> 64) }

  /// All ones when the condition holds, else zero: a correction without a branch.
  @inline(__always)
  static func mask(_ condition: Bool) -> UInt64 { condition ? .max : 0 }

  /// The hardware's division; `high` < `divisor`, which need not be normalised.
  @inline(__always)
  static func divide(
    _ high: UInt64, _ low: UInt64, by divisor: UInt64
  ) -> (quotient: UInt64, remainder: UInt64) {
    var remainder: UInt64 = 0
    // Safe: the C function writes one limb.
    let quotient = unsafe cword_divide_wide(high, low, divisor, &remainder)
    return (quotient, remainder)
  }

  /// ⌊(2^128 − 1) / d⌋ − 2^64 for a normalised limb.
  @inline(__always)
  static func reciprocal(of divisor: UInt64) -> UInt64 {
    divide(~divisor, .max, by: divisor).quotient
  }

  /// ⌊(2^192 − 1) / d⌋ − 2^64 for two normalised limbs (the paper's algorithm 6).
  @inline(__always)
  static func reciprocal(of divisor: UInt128) -> UInt64 {
    let (d1, d0) = (high(divisor), low(divisor))
    var v = reciprocal(of: d1)
    var p = d1 &* v &+ d0
    if p < d0 {
      v &-= 1
      let again = mask(p >= d1)
      v &+= again
      p &-= again & d1
      p &-= d1
    }
    let t = product(v, d0)
    p &+= high(t)
    if p < high(t) {
      v &-= 1
      if wide(p, low(t)) >= divisor { v &-= 1 }
    }
    return v
  }

  /// (u1, u0) by one limb; u1 < d (algorithm 4).
  @inline(__always)
  static func divide2By1(
    _ u1: UInt64, _ u0: UInt64, by d: UInt64, reciprocal v: UInt64
  ) -> (quotient: UInt64, remainder: UInt64) {
    let estimate = product(v, u1) &+ wide(u1, u0)
    var q = high(estimate) &+ 1
    var r = u0 &- q &* d
    let tooLarge = mask(r > low(estimate))
    q &+= tooLarge
    r &+= tooLarge & d
    if r >= d {
      q &+= 1
      r &-= d
    }
    return (q, r)
  }

  /// (u, u0), three limbs, by two; u < d (algorithm 5).
  @inline(__always)
  static func divide3By2(
    _ u: UInt128, _ u0: UInt64, by d: UInt128, reciprocal v: UInt64
  ) -> (quotient: UInt64, remainder: UInt128) {
    let estimate = product(v, high(u)) &+ u
    var q = high(estimate)
    let r1 = low(u) &- q &* high(d)
    var r = wide(r1, u0) &- product(low(d), q) &- d
    q &+= 1
    let tooLarge = mask(high(r) >= low(estimate))
    q &+= tooLarge
    r &+= d & wide(tooLarge, tooLarge)
    if r >= d {
      q &+= 1
      r &-= d
    }
    return (q, r)
  }

  /// (u, u0), three limbs, by two, for a single digit: one division of the hardware instead of a
  /// reciprocal. High limb of u < high limb of d.
  @inline(__always)
  static func divide3By2(
    _ u: UInt128, _ u0: UInt64, by d: UInt128
  ) -> (quotient: UInt64, remainder: UInt128) {
    var (q, rest) = divide(high(u), low(u), by: high(d))
    let subtrahend = product(q, low(d))
    let minuend = wide(rest, u0)
    var r = minuend &- subtrahend
    if minuend < subtrahend {
      // The estimate is at most two too large.
      q &-= 1
      r &+= d
      if r >= d {
        q &-= 1
        r &+= d
      }
    }
    return (q, r)
  }
}
