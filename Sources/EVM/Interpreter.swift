import Primitives

/// Runs bytecode under one ruleset.
///
/// An interpreter keeps the buffers of its frames and may run any number of messages, one after the
/// other; a host calls it again from within `Host.call` for deeper frames. It is not for use by
/// several threads at once. Deep calls recurse: start them on an `ExecutionThread`.
package final class Interpreter {
  package let ruleset: Ruleset
  private let pool = FramePool()
  private let hashes = KeccakMemo()
  private let trace: TraceRecorder?

  /// `tracer` sees every instruction of every frame; without one the plain loop runs.
  package init(ruleset: Ruleset, tracer: (any Tracer)? = nil) {
    self.ruleset = ruleset
    trace = tracer.map { TraceRecorder($0, unitsPerGas: ruleset.gasSchedule.unitsPerGas) }
  }

  deinit { hashes.deallocate() }

  /// Runs `code` as the frame of `message`: what a host does once value and code are settled.
  ///
  /// The result of a create carries the code to deploy as its output; deploying it, and paying for
  /// it, is the host's. Effects are the host's to roll back unless the result is a success.
  package func execute(_ message: CallMessage, code: Code, host: any Host) -> CallResult {
    guard code.count > 0 else { return CallResult(.stop, gasLeft: message.gas) }
    guard let (stack, memory) = pool.acquire() else { return CallResult(.outOfGas) }
    var frame = Frame(
      message, code: code.borrowed, ruleset: ruleset, host: host, stack: stack, hashes: hashes,
      memory: memory,
      trace: trace)
    let reason: HaltReason
    do throws(HaltReason) {
      reason =
        trace == nil
        ? try Interpreter.loop(&frame, Untraced.self)
        : try Interpreter.loop(&frame, Traced.self)
    } catch {
      reason = error
    }
    trace?.endFrame(reason, gas: frame.gas, refund: frame.refund)
    pool.release(frame.memory)
    extendLifetime(code)
    return frame.result(reason)
  }

  /// Starts a message that no frame asked for: a transaction's.
  ///
  /// Calls the host as an instruction would, with the call's begin and end reported to the tracer.
  /// `refund` is what the refund counter holds already.
  package func start(
    _ message: CallMessage, host: any Host, refund: Int64 = 0
  ) throws(HaltReason) -> CallResult {
    var gas: Int64 = 0
    guard let trace else { return try host.call(message, gas: &gas) }
    trace.beginCall(message, callerRefund: refund, gasAfterStep: 0)
    let result = try host.call(message, gas: &gas)
    trace.endCall(message, result, callerRefund: refund)
    return result
  }
}

extension Frame {
  /// The outcome as the caller sees it.
  consuming func result(_ reason: HaltReason) -> CallResult {
    switch reason {
    case .stop, .return, .selfDestruct:
      CallResult(reason, gasLeft: gas, gasRefund: refund, output: output)
    case .revert:
      CallResult(reason, gasLeft: gas, output: output)
    case .outOfGas:
      CallResult(reason)
    default:
      CallResult(reason, gasLeft: ruleset.rules.haltsConsumeAllGas ? 0 : max(0, gas))
    }
  }
}
