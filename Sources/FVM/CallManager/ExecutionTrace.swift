package import Filecoin
package import IPLD

/// Everything a message did, kept only when the machine's context asks for it.
package struct ExecutionTrace: Sendable {
  /// One thing that happened, in order.
  package enum Event: Sendable {
    case charge(GasCharge)
    case call(Call)
    /// A kernel operation was entered, `module::name`.
    case syscall(String)
    case blockOpened(CID, size: Int)
    case blockLinked(CID, size: Int)
    case log(String)
  }

  /// Bytes that crossed a call, with their codec.
  package struct Data: Hashable, Sendable {
    package let codec: UInt64
    package let bytes: [UInt8]

    init(_ block: Block) {
      codec = block.codec
      bytes = block.data
    }
  }

  /// How a call came back.
  package enum Outcome: Hashable, Sendable {
    case returned(ExitCode, Data?)
    /// The call was never dispatched.
    case error(SyscallError)
    case fatal(String)
  }

  /// A call of an actor, whether or not code ran.
  package struct Call: Sendable {
    package let from: ActorID
    package let to: Address
    package let method: MethodNumber
    package let params: Data?
    /// attoFIL.
    package let value: TokenAmount
    /// Gas units asked for, nil for all.
    package let gasLimit: UInt64?
    package let isReadOnly: Bool
    /// The callee's id and code, once found.
    package internal(set) var receiver: (id: ActorID, code: CID)?
    /// Message of the abort.
    package internal(set) var message = ""
    package internal(set) var outcome = Outcome.fatal("the call did not end")
    package internal(set) var gasUsed = Gas.zero
    package internal(set) var events: [Event] = []

    /// Calls made inside, in order.
    package var calls: [Call] {
      events.compactMap { if case .call(let call) = $0 { call } else { nil } }
    }

    /// Blocks linked in this frame itself, in order.
    package var blocksLinked: [CID] {
      events.compactMap { if case .blockLinked(let cid, _) = $0 { cid } else { nil } }
    }
  }

  /// What happened at the top: the inclusion charge, then the call.
  package internal(set) var events: [Event] = []

  package var calls: [Call] {
    events.compactMap { if case .call(let call) = $0 { call } else { nil } }
  }

  /// Sums of charges by name.
  package var chargesByName: [String: Gas] {
    var sums: [String: Gas] = [:]
    Self.visit(events) { event in
      if case .charge(let charge) = event { sums[charge.name, default: .zero] += charge.total }
    }
    return sums
  }

  /// Sums and counts of charges by name.
  package var charges: [String: (count: Int, total: Gas)] {
    var sums: [String: (count: Int, total: Gas)] = [:]
    Self.visit(events) { event in
      guard case .charge(let charge) = event else { return }
      sums[charge.name, default: (0, .zero)].count += 1
      sums[charge.name, default: (0, .zero)].total += charge.total
    }
    return sums
  }

  /// How often each kernel operation was entered.
  package var syscallCounts: [String: Int] {
    var counts: [String: Int] = [:]
    Self.visit(events) { if case .syscall(let name) = $0 { counts[name, default: 0] += 1 } }
    return counts
  }

  private static func visit(_ events: [Event], _ body: (Event) -> Void) {
    for event in events {
      body(event)
      if case .call(let call) = event { visit(call.events, body) }
    }
  }
}

/// Builds an `ExecutionTrace` while calls open and close.
struct TraceRecorder {
  private var top: [ExecutionTrace.Event] = []
  private var open: [ExecutionTrace.Call] = []

  mutating func record(_ event: ExecutionTrace.Event) {
    if open.isEmpty { top.append(event) } else { open[open.count - 1].events.append(event) }
  }

  mutating func beginCall(_ call: ExecutionTrace.Call) { open.append(call) }

  /// Names the callee of the innermost call.
  mutating func setReceiver(_ id: ActorID, code: CID) {
    if !open.isEmpty { open[open.count - 1].receiver = (id, code) }
  }

  /// Notes the message with which the innermost call's actor ended.
  mutating func setMessage(_ message: String) {
    if !open.isEmpty { open[open.count - 1].message = message }
  }

  mutating func endCall(_ outcome: ExecutionTrace.Outcome, gasUsed: Gas) {
    guard var call = open.popLast() else { return }
    call.outcome = outcome
    call.gasUsed = gasUsed
    record(.call(call))
  }

  var trace: ExecutionTrace {
    var trace = ExecutionTrace()
    trace.events = top
    return trace
  }
}
