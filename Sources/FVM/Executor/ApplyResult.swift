package import Filecoin
package import IPLD

/// How a message is applied.
package enum ApplyKind: Sendable {
  /// From the chain, paid for by its sender.
  case explicit
  /// By the system itself (cron, rewards): no fee, no inclusion, no nonce.
  case implicit
  /// To see what it would do: inclusion is charged, but there is no fee, the sender's next nonce
  /// stands in for the message's, and any actor may send. A sender with an f410 address that does
  /// not exist is made.
  case simulated
}

/// What applying a message came to. Amounts are attoFIL.
package struct ApplyResult: Sendable {
  /// Why a receipt is no success.
  package enum Failure: Hashable, Sendable {
    /// The message never ran: nothing was taken from the sender and no nonce used.
    case prevalidation(String)
    case backtrace(Backtrace)
  }

  package let receipt: Receipt
  /// Codec of the receipt's return data, nil when there was no block.
  package let returnCodec: UInt64?
  package let gas: GasOutputs
  package let failure: Failure?
  package let events: [StampedEvent]
  /// The blocks of the tree of events, the root last; in no store yet.
  package let eventBlocks: [(cid: CID, bytes: [UInt8])]
  /// Present when the machine's context asks for it.
  package let trace: ExecutionTrace?

  /// Whether the message was refused before it ran.
  package var isPrevalidationFailure: Bool {
    if case .prevalidation = failure { true } else { false }
  }
}

/// A message or machine that allows no receipt at all.
package enum ExecutorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A message that no block may hold.
  case invalidMessage(String)
  /// The host or its store is broken.
  case fatal(String)

  package var description: String {
    switch self {
    case .invalidMessage(let message): "invalid message: \(message)"
    case .fatal(let message): "fatal: \(message)"
    }
  }
}
