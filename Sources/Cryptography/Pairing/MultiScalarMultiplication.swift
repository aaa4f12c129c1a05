/// Sums of points times scalars.
enum MultiScalarMultiplication<Group: CurveGroup> {
  typealias Point = AffinePoint<Group>
  typealias Sum = JacobianPoint<Group>

  /// Σ scalar · point, the scalars below 2^bits.
  static func sum(_ points: [Point], _ scalars: [UInt128], bits: Int) -> Sum {
    precondition(points.count == scalars.count, "a scalar for each point")
    return points.count <= 8
      ? interleaved(points, scalars, bits: bits) : buckets(points, scalars, bits: bits)
  }
}

// MARK: - Few points

extension MultiScalarMultiplication {
  /// Straus' method: the doublings are shared, each scalar adds odd multiples of its point.
  private static func interleaved(_ points: [Point], _ scalars: [UInt128], bits: Int) -> Sum {
    let width = 5
    var tables = [[Sum]]()
    for point in points {
      let double = Sum(point).doubled()
      var table = [Sum(point)]
      for index in 1..<(1 << (width - 2)) { table.append(table[index - 1] + double) }
      tables.append(table)
    }
    let digits = scalars.map { oddDigits(of: $0, width: width, count: bits + 1) }
    var sum = Sum.infinity
    for position in (0...bits).reversed() {
      if !sum.isInfinity { sum = sum.doubled() }
      for index in points.indices {
        let digit = Int(digits[index][position])
        if digit > 0 { sum = sum + tables[index][digit / 2] }
        if digit < 0 { sum = sum - tables[index][-digit / 2] }
      }
    }
    return sum
  }

  /// The width-w non-adjacent form: digits zero or odd, below 2^(width − 1) in size.
  private static func oddDigits(of scalar: UInt128, width: Int, count: Int) -> [Int8] {
    var digits = [Int8](repeating: 0, count: count)
    var rest = scalar
    var position = 0
    while rest != 0 {
      let zeros = rest.trailingZeroBitCount
      rest >>= UInt128(zeros)
      position += zeros
      var digit = Int(truncatingIfNeeded: rest) & ((1 << width) - 1)
      if digit >= 1 << (width - 1) {
        digit -= 1 << width
        let (sum, overflow) = rest.addingReportingOverflow(UInt128(-digit))
        // Only at position 0 is there a number so large that 2^128 remains.
        if overflow { digits[128] = 1 }
        rest = sum
      } else {
        rest -= UInt128(digit)
      }
      digits[position] = Int8(digit)
    }
    return digits
  }
}

// MARK: - Many points

extension MultiScalarMultiplication {
  /// Pippenger's method with signed digits; the points of a bucket are added in affine coordinates,
  /// one inversion serving a whole round of additions.
  private static func buckets(_ points: [Point], _ scalars: [UInt128], bits: Int) -> Sum {
    let width = bestWidth(count: points.count, bits: bits)
    let windows = (bits + width) / width  // one more bit for the last carry
    let digits = scalars.map { signedDigits(of: $0, width: width, count: windows) }
    // As many windows at once as make a round of additions worth its inversion.
    let batch = max(1, 8192 / points.count)
    var sum = Sum.infinity
    var upper = windows
    while upper > 0 {
      let lower = max(0, upper - batch)
      let sums = bucketSums(points, digits, windows: lower..<upper, perWindow: 1 << (width - 1))
      for window in (lower..<upper).reversed() {
        for _ in 0..<width where !sum.isInfinity { sum = sum.doubled() }
        sum =
          sum
          + weighted(sums[(window - lower) << (width - 1)..<(window - lower + 1) << (width - 1)])
      }
      upper = lower
    }
    return sum
  }

  /// The width for which bucket additions (about 6 products) and the sums over buckets (about 27)
  /// are least.
  private static func bestWidth(count: Int, bits: Int) -> Int {
    var best = (width: 2, cost: Int.max)
    for width in 2...15 {
      let cost = (bits + width) / width * (6 * count + 27 << (width - 1))
      if cost < best.cost { best = (width, cost) }
    }
    return best.width
  }

  /// Digits from −2^(width − 1) to 2^(width − 1), lowest first.
  private static func signedDigits(of scalar: UInt128, width: Int, count: Int) -> [Int16] {
    var digits = [Int16]()
    digits.reserveCapacity(count)
    var rest = scalar
    var carry = 0
    for _ in 0..<count {
      var digit = Int(truncatingIfNeeded: rest) & ((1 << width) - 1) + carry
      carry = digit > 1 << (width - 1) ? 1 : 0
      digit -= carry << width
      digits.append(Int16(digit))
      rest >>= UInt128(width)
    }
    return digits
  }

  /// Σ (index + 1) · bucket.
  private static func weighted(_ buckets: ArraySlice<Point>) -> Sum {
    var running = Sum.infinity
    var sum = Sum.infinity
    for bucket in buckets.reversed() {
      running = running + bucket
      sum = sum + running
    }
    return sum
  }

  /// The sum of each bucket's points, the buckets of all windows in a row.
  private static func bucketSums(
    _ points: [Point], _ digits: [[Int16]], windows: Range<Int>, perWindow: Int
  ) -> [Point] {
    let bucketCount = windows.count * perWindow
    // A counting sort by bucket.
    var counts = [Int](repeating: 0, count: bucketCount)
    func bucket(_ window: Int, _ digit: Int16) -> Int {
      (window - windows.lowerBound) * perWindow + Int(digit.magnitude) - 1
    }
    for (point, row) in zip(points, digits) where !point.isInfinity {
      for window in windows where row[window] != 0 { counts[bucket(window, row[window])] += 1 }
    }
    var ends = [Int]()
    ends.reserveCapacity(bucketCount)
    var total = 0
    for count in counts {
      ends.append(total)
      total += count
    }
    var sorted = [Point](repeating: .infinity, count: total)
    for (point, row) in zip(points, digits) where !point.isInfinity {
      for window in windows where row[window] != 0 {
        let index = bucket(window, row[window])
        sorted[ends[index]] = row[window] > 0 ? point : -point
        ends[index] += 1
      }
    }
    while counts.contains(where: { $0 > 1 }) { addNeighbours(&sorted, &counts) }
    var next = 0
    return counts.map { count in
      if count == 0 { return .infinity }
      defer { next += 1 }
      return sorted[next]
    }
  }

  /// One round: in each run of points, the first is added to the second, the third to the fourth, …
  private static func addNeighbours(_ points: inout [Point], _ counts: inout [Int]) {
    var denominators = [Group.Coordinate]()
    denominators.reserveCapacity(points.count / 2)
    var start = 0
    for count in counts {
      for pair in stride(from: start, to: start + count - 1, by: 2) {
        denominators.append(points[pair].denominator(of: points[pair + 1]))
      }
      start += count
    }
    Group.Coordinate.invert(&denominators)
    var position = 0
    var next = 0
    start = 0
    for index in counts.indices {
      let count = counts[index]
      for pair in stride(from: start, to: start + count - 1, by: 2) {
        points[next] = points[pair].plus(points[pair + 1], inverse: denominators[position])
        position += 1
        next += 1
      }
      if count % 2 == 1 {
        points[next] = points[start + count - 1]
        next += 1
      }
      start += count
      counts[index] = (count + 1) / 2
    }
    points.removeLast(points.count - next)
  }
}
