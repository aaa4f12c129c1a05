import Actors

/// Finds the rules behind a difference by switching them to Ethereum's until it is gone.
struct DeviationSearch {
  /// What was found.
  struct Explanation {
    /// The rules that must all be Ethereum's, the decisive one first.
    var names: [String]
    /// Why there is no explanation.
    var failure: String?
  }

  private let trial: FVMTrial

  init(_ trial: FVMTrial) { self.trial = trial }

  /// What must be Ethereum's for the difference to vanish: gas alone, else the one switch that does
  /// it, else the smallest set of switches; with gas again where that differs besides.
  ///
  /// Switches are tried under Ethereum's gas, where states can be compared to the last wei.
  func explanation(
    of difference: String, under configuration: FVMHostConfiguration
  ) throws -> Explanation {
    var exact = configuration
    exact.gas = .ethereum
    let (left, end) = try trial.difference(under: exact)
    guard left != nil else { return Explanation(names: [Deviation.gasName]) }
    let reached = end.reached.union(Self.unnoticed)
    guard let needed = try oneRule(exact, among: reached) ?? smallestSet(exact) else {
      return Explanation(names: [], failure: "unexplained: \(difference)")
    }
    var names = needed.map(\.name)
    if configuration.gas == .fvm {
      var changed = configuration
      for deviation in needed { changed.rules.remove(deviation) }
      if try trial.difference(under: changed).difference != nil { names.append(Deviation.gasName) }
    }
    return Explanation(names: names)
  }

  /// Rules that no run notices by itself.
  private static let unnoticed: [Deviation] = [
    .callCode, .blobInstructions, .newerInstructions, .coinbase, .blockGasLimit, .initCodeLimit,
  ]

  private func oneRule(
    _ configuration: FVMHostConfiguration, among reached: Set<Deviation>
  ) throws -> [Deviation]? {
    for candidate in configuration.rules.deviations where reached.contains(candidate) {
      var changed = configuration
      changed.rules.remove(candidate)
      if try trial.difference(under: changed).difference == nil { return [candidate] }
    }
    return nil
  }

  /// Begins with everything Ethereum's and gives back to Filecoin, rule by rule from the last, what
  /// makes no difference. What remains is needed; nil when not even Ethereum's rules are enough.
  private func smallestSet(_ configuration: FVMHostConfiguration) throws -> [Deviation]? {
    var current = configuration
    let all = configuration.rules.deviations
    for deviation in all { current.rules.remove(deviation) }
    guard try trial.difference(under: current).difference == nil else { return nil }
    var needed: [Deviation] = []
    for deviation in all.reversed() {
      var tried = current
      tried.rules.insert(deviation)
      if try trial.difference(under: tried).difference == nil {
        current = tried
      } else {
        needed.insert(deviation, at: 0)
      }
    }
    return needed
  }
}
