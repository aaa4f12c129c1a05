package import FVM
import Filecoin

/// The least gas limit with which a call succeeds.
///
/// A call's use under a generous limit is not enough: a contract may hand out 63/64 of what is left,
/// or ask GAS. So the limit is searched on a fork of the state, from the use upwards, and then by
/// bisection between the last limit that failed and the first that worked.
package struct GasEstimation {
  /// Why there is no limit.
  package enum Failure: Error, Sendable, CustomStringConvertible {
    /// The call fails however much gas it gets: what it ended with under the largest limit.
    case callFails(CallSimulation.Outcome)
    case machine(ExecutorError)

    package var description: String {
      switch self {
      case .callFails(let outcome): "the call fails with exit code \(outcome.exitCode)"
      case .machine(let error): error.description
      }
    }
  }

  private let simulation: CallSimulation

  package init(_ simulation: CallSimulation) { self.simulation = simulation }

  /// The least limit up to the request's own, or up to what a block holds. Gas units.
  ///
  /// Calls whose success does not grow with gas get a limit that works, not always the least.
  package func minimumGasLimit(_ request: CallRequest) throws(Failure) -> UInt64 {
    let ceiling = min(request.gasLimit ?? BaseFee.blockGasLimit, BaseFee.blockGasLimit)
    let best = try run(request, ceiling)
    guard best.isSuccess else { throw .callFails(best) }
    // Most calls need what they use; a smaller limit is shorter on chain and so uses less.
    var candidate = best.gasUsed
    var worked = ceiling
    while candidate < worked {
      let outcome = try run(request, candidate)
      guard outcome.isSuccess else { break }
      (worked, candidate) = (candidate, outcome.gasUsed)
    }
    guard candidate < worked else { return worked }
    // Nested calls need about a 64th more for each level.
    var failed = candidate
    var step = candidate / 64 + 1
    candidate += step
    while candidate < worked {
      if try run(request, candidate).isSuccess {
        worked = candidate
      } else {
        failed = candidate
        step *= 2
        candidate += step
      }
    }
    while failed + 1 < worked {
      let middle = failed + (worked - failed) / 2
      if try run(request, middle).isSuccess { worked = middle } else { failed = middle }
    }
    return worked
  }

  private func run(
    _ request: CallRequest, _ gasLimit: UInt64
  ) throws(Failure) -> CallSimulation.Outcome {
    do {
      return try simulation.run(request, gasLimit: gasLimit)
    } catch {
      throw .machine(error)
    }
  }
}
