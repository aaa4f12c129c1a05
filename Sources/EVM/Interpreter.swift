import Primitives

/// Runs bytecode under one ruleset.
///
/// An interpreter keeps the buffers of its frames and may run any number of messages, one after the
/// other; a host calls it again from within `Host.call` for deeper frames. It is not for use by
/// several threads at once. Deep calls recurse: start them on an `ExecutionThread`.
package final class Interpreter {
  package let ruleset: Ruleset
  /// Codes of creates.
  package let codes = CodeMemo()
  private let pool = FramePool()
  private let hashes = KeccakMemo()
  private let tier: Tier
  // Each use ends before another begins: nothing here calls back.
  @exclusivity(unchecked) private var translations = TranslationCache()
  private let trace: TraceRecorder?

  /// `tracer` sees every instruction of every frame; without one the plain loops run, of which
  /// `tier` chooses.
  package init(ruleset: Ruleset, tier: Tier = .adaptive, tracer: (any Tracer)? = nil) {
    self.ruleset = ruleset
    self.tier = tier
    trace = tracer.map { TraceRecorder($0, unitsPerGas: ruleset.gasSchedule.unitsPerGas) }
  }

  deinit { hashes.deallocate() }

  /// Runs `code` as the frame of `message`: what a host does once value and code are settled.
  ///
  /// The result of a create carries the code to deploy as its output; deploying it, and paying for
  /// it, is the host's. Effects are the host's to roll back unless the result is a success. A nested
  /// frame's output is lent.
  package func execute(_ message: CallMessage, code: Code, host: any Host) -> CallResult {
    guard code.count > 0 else { return CallResult(.stop, gasLeft: message.gas) }
    guard let (stack, memory) = pool.acquire() else { return CallResult(.outOfGas) }
    var frame = Frame(
      message, code: code.borrowed, ruleset: ruleset, host: host, stack: stack, hashes: hashes,
      memory: memory,
      trace: trace)
    let reason: HaltReason
    do throws(HaltReason) {
      reason = try run(&frame, code)
    } catch {
      reason = error
    }
    if trace != nil { frame.recordEnd(reason) }
    var result = frame.result(reason)
    // Nobody tells how long the outermost frame's output is looked at.
    if pool.isShallow { result.data.keep() }
    pool.release(frame.memory)
    extendLifetime(code)
    return result
  }

  /// Runs the frame in the loops that its tier asks for.
  private func run(_ frame: inout Frame, _ code: Code) throws(HaltReason) -> HaltReason {
    let start = unsafe StackTop(frame.stack.base)
    if trace != nil {
      return try Interpreter.loop(&frame, Traced.self, from: 0, start).reason
    }
    switch tier {
    case .interpreted: return try Interpreter.loop(&frame, Untraced.self, from: 0, start).reason
    case .translated, .adaptive:
      let known = unsafe translations.look(up: code)
      if let translation = known.translation {
        return try run(&frame, translation, from: nil, start)
      }
      // Code without a jump is hot only from its next call on.
      if tier == .translated || known.patience < 0 {
        return try unsafe run(
          &frame, translations.translation(of: code, ruleset), from: nil, start)
      }
      frame.patience = known.patience
      defer { unsafe translations.warm(code, by: known.patience &- frame.patience) }
      switch try Interpreter.loop(&frame, Untraced.self, from: 0, start) {
      case .halted(let reason): return reason
      case .moved(let position, let top):
        return try unsafe run(
          &frame, translations.translation(of: code, ruleset), from: position, top)
      }
    }
  }

  /// Runs translated code from a jump destination on, or from its start; where it does not fit, the
  /// rest is run untranslated.
  private func run(
    _ frame: inout Frame, _ translation: TranslatedCode, from position: Int?, _ top: StackTop
  ) throws(HaltReason) -> HaltReason {
    defer { extendLifetime(translation) }
    let code = translation.borrowed
    let block = position.flatMap { code.block(at: $0) } ?? code.start
    switch try Interpreter.loop(&frame, code, from: block, top) {
    case .halted(let reason): return reason
    case .moved(let position, let top):
      frame.patience = Frame.endlessPatience
      return try Interpreter.loop(&frame, Untraced.self, from: position, top).reason
    }
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
  /// The outcome as the caller sees it; the output is lent from the frame's memory.
  @inline(__always)
  func result(_ reason: HaltReason) -> CallResult {
    let data = CallOutput.lent(memory.view(output))
    return switch reason {
    case .stop, .return, .selfDestruct:
      CallResult(reason, gasLeft: gas, gasRefund: refund, data: data)
    case .revert:
      CallResult(reason, gasLeft: gas, data: data)
    case .outOfGas:
      CallResult(reason, data: .none)
    default:
      CallResult(
        reason, gasLeft: ruleset.rules.haltsConsumeAllGas ? 0 : max(0, gas), data: .none)
    }
  }
}
