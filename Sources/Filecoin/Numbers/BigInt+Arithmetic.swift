extension BigInt {
  package static prefix func - (value: BigInt) -> BigInt {
    guard let magnitude = value.smallMagnitude else {
      return BigInt(isNegative: !value.isNegative, limbs: value.limbs)
    }
    return BigInt(isNegative: !value.isNegative, small: magnitude)
  }

  package static func + (left: BigInt, right: BigInt) -> BigInt {
    if let x = left.smallMagnitude, let y = right.smallMagnitude {
      guard left.isNegative == right.isNegative else {
        return x < y
          ? BigInt(isNegative: right.isNegative, small: y - x)
          : BigInt(isNegative: left.isNegative, small: x - y)
      }
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !overflow { return BigInt(isNegative: left.isNegative, small: sum) }
    }
    if left.isNegative == right.isNegative {
      return BigInt(isNegative: left.isNegative, limbs: add(left.limbs, right.limbs))
    }
    return precedes(left.limbs, right.limbs)
      ? BigInt(isNegative: right.isNegative, limbs: subtract(right.limbs, left.limbs))
      : BigInt(isNegative: left.isNegative, limbs: subtract(left.limbs, right.limbs))
  }

  package static func - (left: BigInt, right: BigInt) -> BigInt { left + -right }

  package static func * (left: BigInt, right: BigInt) -> BigInt {
    guard !left.isZero, !right.isZero else { return .zero }
    if let x = left.smallMagnitude, let y = right.smallMagnitude {
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow {
        return BigInt(isNegative: left.isNegative != right.isNegative, small: product)
      }
    }
    var product = [UInt64](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (i, x) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (j, y) in right.limbs.enumerated() {
        // Safe: (2^64 − 1)^2 + 2 (2^64 − 1) = 2^128 − 1.
        let sum = UInt128(x) * UInt128(y) + UInt128(product[i + j]) + UInt128(carry)
        product[i + j] = UInt64(truncatingIfNeeded: sum)
        carry = UInt64(truncatingIfNeeded: sum >> 64)
      }
      product[i + right.limbs.count] = carry
    }
    return BigInt(isNegative: left.isNegative != right.isNegative, limbs: product)
  }

  package static func += (left: inout BigInt, right: BigInt) { left = left + right }
  package static func -= (left: inout BigInt, right: BigInt) { left = left - right }
  package static func *= (left: inout BigInt, right: BigInt) { left = left * right }

  /// Quotient rounded toward zero, and a remainder with the sign of the dividend. The divisor must
  /// not be zero.
  package func quotientAndRemainder(
    dividingBy divisor: BigInt
  ) -> (quotient: BigInt, remainder: BigInt) {
    precondition(!divisor.isZero, "division by zero")
    let (quotient, remainder) = Self.divide(limbs, by: divisor.limbs)
    return (
      BigInt(isNegative: isNegative != divisor.isNegative, limbs: quotient),
      BigInt(isNegative: isNegative, limbs: remainder)
    )
  }

  /// Quotient of a Euclidean division, whose remainder is never negative: Go's `big.Div`.
  package func euclideanQuotient(dividingBy divisor: BigInt) -> BigInt {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    guard remainder.isNegative else { return quotient }
    return divisor.isNegative ? quotient + 1 : quotient - 1
  }

  // MARK: - Magnitudes

  private static func add(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    let (long, short) = left.count >= right.count ? (left, right) : (right, left)
    var sum: [UInt64] = []
    sum.reserveCapacity(long.count + 1)
    var carry: UInt64 = 0
    for index in long.indices {
      let other = index < short.count ? short[index] : 0
      let total = UInt128(long[index]) + UInt128(other) + UInt128(carry)
      sum.append(UInt64(truncatingIfNeeded: total))
      carry = UInt64(truncatingIfNeeded: total >> 64)
    }
    sum.append(carry)
    return sum
  }

  /// `left` must not be less than `right`.
  private static func subtract(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var difference = left
    var borrow = false
    for index in left.indices {
      let other = index < right.count ? right[index] : 0
      let (first, underflow) = left[index].subtractingReportingOverflow(other)
      let (second, again) = first.subtractingReportingOverflow(borrow ? 1 : 0)
      difference[index] = second
      borrow = underflow || again
    }
    return difference
  }

  /// Knuth's algorithm D with limbs of 32 bits.
  private static func divide(
    _ dividend: [UInt64], by divisor: [UInt64]
  ) -> (quotient: [UInt64], remainder: [UInt64]) {
    guard !precedes(dividend, divisor) else { return ([], dividend) }
    var v = halves(divisor)
    while v.last == 0 { v.removeLast() }
    var u = halves(dividend)
    guard let top = v.last, v.count > 1 else {
      var quotient = u
      var remainder: UInt64 = 0
      for index in u.indices.reversed() {
        let value = remainder << 32 | UInt64(u[index])
        quotient[index] = UInt32(value / UInt64(v[0]))
        remainder = value % UInt64(v[0])
      }
      return (joined(quotient), [remainder])
    }
    let shift = UInt32(top.leadingZeroBitCount)
    v = shifted(v, left: shift)
    v.removeLast()
    u = shifted(u, left: shift)
    let n = v.count
    var quotient = [UInt32](repeating: 0, count: u.count - n)
    for j in (0..<(u.count - n)).reversed() {
      let head = UInt64(u[j + n]) << 32 | UInt64(u[j + n - 1])
      var estimate = head / UInt64(v[n - 1])
      var rest = head % UInt64(v[n - 1])
      while estimate > 0xffff_ffff
        || estimate * UInt64(v[n - 2]) > (rest << 32 | UInt64(u[j + n - 2]))
      {
        estimate -= 1
        rest += UInt64(v[n - 1])
        if rest > 0xffff_ffff { break }
      }
      var borrow: Int64 = 0
      for i in 0..<n {
        let product = estimate * UInt64(v[i])
        let value = Int64(u[i + j]) - borrow - Int64(product & 0xffff_ffff)
        u[i + j] = UInt32(truncatingIfNeeded: value)
        borrow = Int64(product >> 32) - (value >> 32)
      }
      let last = Int64(u[j + n]) - borrow
      u[j + n] = UInt32(truncatingIfNeeded: last)
      if last < 0 {
        estimate -= 1
        var carry: UInt64 = 0
        for i in 0..<n {
          let value = UInt64(u[i + j]) + UInt64(v[i]) + carry
          u[i + j] = UInt32(truncatingIfNeeded: value)
          carry = value >> 32
        }
        u[j + n] = u[j + n] &+ UInt32(carry)  // Safe: the carry cancels the borrow above.
      }
      quotient[j] = UInt32(truncatingIfNeeded: estimate)
    }
    return (joined(quotient), joined(shifted(Array(u[..<n]), right: shift)))
  }

  private static func halves(_ limbs: [UInt64]) -> [UInt32] {
    limbs.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)] }
  }

  private static func joined(_ halves: [UInt32]) -> [UInt64] {
    stride(from: 0, to: halves.count, by: 2).map { index in
      UInt64(index + 1 < halves.count ? halves[index + 1] : 0) << 32 | UInt64(halves[index])
    }
  }

  /// One half longer than `halves`.
  private static func shifted(_ halves: [UInt32], left bits: UInt32) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for half in halves {
      let value = UInt64(half) << UInt64(bits) | carry
      result.append(UInt32(truncatingIfNeeded: value))
      carry = value >> 32
    }
    result.append(UInt32(carry))
    return result
  }

  private static func shifted(_ halves: [UInt32], right bits: UInt32) -> [UInt32] {
    halves.indices.map { index in
      let high = index + 1 < halves.count ? UInt64(halves[index + 1]) << 32 : 0
      return UInt32(truncatingIfNeeded: (high | UInt64(halves[index])) >> UInt64(bits))
    }
  }
}
