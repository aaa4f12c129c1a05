package import EVM
package import Primitives

/// One interpreter a fork, kept through a file so that their buffers are used again.
///
/// Not kept longer: a test that fills a thousand frames' memories would hold them to the end.
package final class Interpreters {
  private let tier: Tier
  private let tracer: (any Tracer)?
  private var made: [Revision: Interpreter] = [:]

  /// Interpreters that run in the loops of `tier` and report to `tracer`.
  package init(tier: Tier = .adaptive, tracer: (any Tracer)? = nil) {
    self.tier = tier
    self.tracer = tracer
  }

  /// The interpreter of Ethereum under a fork.
  package subscript(revision: Revision) -> Interpreter {
    if let interpreter = made[revision] { return interpreter }
    let interpreter = Interpreter(ruleset: .ethereum(revision), tier: tier, tracer: tracer)
    made[revision] = interpreter
    return interpreter
  }
}
