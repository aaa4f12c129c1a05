import Actors

/// Finds the rules behind a difference by switching them to Ethereum's until it is gone.
struct DeviationSearch {
  /// The name of the difference that gas alone makes: not a rule of the actor's, but the price list.
  static let gasName = "gas"

  /// What was found.
  struct Explanation {
    /// The rules that must all be Ethereum's, the decisive one first.
    var names: [String]
    /// Why there is no explanation.
    var failure: String?
  }

  private let trial: FVMTrial

  init(_ trial: FVMTrial) { self.trial = trial }

  /// Looks for one rule first, gas or a switch; else drops from all those that Ethereum's run needs
  /// every one that is not needed.
  func explanation(
    of difference: String, under configuration: FVMHostConfiguration
  ) throws -> Explanation {
    var withoutGas = configuration
    withoutGas.gas = .ethereum
    var reached = Set<Deviation>(Self.always)
    if configuration.gas == .fvm {
      let (left, end) = try trial.difference(under: withoutGas)
      guard left != nil else { return Explanation(names: [Self.gasName]) }
      reached.formUnion(end.reached)
    }
    let candidates = configuration.rules.deviations.filter(reached.contains)
    for candidate in candidates {
      var changed = configuration
      changed.rules.remove(candidate)
      if try trial.difference(under: changed).difference == nil {
        return Explanation(names: [candidate.name])
      }
    }
    return try smallestSet(withoutGas, gasMatters: configuration.gas == .fvm, difference)
  }

  /// Rules that no run can notice by itself.
  private static let always: [Deviation] = [
    .callCode, .blobInstructions, .newerInstructions, .coinbase, .blockGasLimit, .initCodeLimit,
  ]

  /// Begins with everything Ethereum's and gives back to Filecoin rule by rule what makes no
  /// difference. What remains is needed.
  private func smallestSet(
    _ configuration: FVMHostConfiguration, gasMatters: Bool, _ difference: String
  ) throws -> Explanation {
    var current = configuration
    var undecided: [Deviation] = []
    for deviation in configuration.rules.deviations {
      current.rules.remove(deviation)
      undecided.append(deviation)
    }
    if let left = try trial.difference(under: current).difference {
      return Explanation(names: [], failure: "unexplained: \(difference); \(left)")
    }
    var needed: [Deviation] = []
    while let deviation = undecided.popLast() {
      var tried = current
      tried.rules.insert(deviation)
      if try trial.difference(under: tried).difference == nil {
        current = tried
      } else {
        needed.insert(deviation, at: 0)
      }
    }
    var names = needed.map(\.name)
    if gasMatters {
      var tried = current
      tried.gas = .fvm
      if try trial.difference(under: tried).difference != nil { names.append(Self.gasName) }
    }
    return Explanation(names: names)
  }
}
