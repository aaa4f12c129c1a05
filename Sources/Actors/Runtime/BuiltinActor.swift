import FVM
import Filecoin
import IPLD

/// A built-in actor: the way in and out of its methods is the same for all
/// (builtin-actors `runtime/src/runtime/fvm.rs` `trampoline`).
protocol BuiltinActor: NativeActor {
  /// What a method costs in computation, besides what every method is charged for.
  func baseCompute(_ method: MethodNumber) -> Gas

  /// Runs a method and returns its data, if it has any.
  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock?
}

extension BuiltinActor {
  package func invoke(
    _ method: MethodNumber, params: BlockID, kernel: any Kernel
  ) throws(Abort) -> BlockID {
    let runtime = Runtime(kernel)
    do throws(ActorError) {
      runtime.owe(baseCompute(method))
      _ = try runtime.expect("debug mode") { () throws(KernelError) in
        try kernel.debugEnabled()
      }
      let method = try runtime.message().method
      let input = try runtime.parameters(params)
      guard let output = try call(method, input, runtime) else {
        try runtime.settle()
        return noBlock
      }
      runtime.owe(ComputeGas.returned(output.data.count))
      return try runtime.expect("failed to write the result") { () throws(KernelError) in
        try kernel.blockCreate(codec: output.codec, data: output.data)
      }
    } catch {
      throw runtime.end(error)
    }
  }
}

extension Runtime {
  /// The parameters of this invocation.
  func parameters(_ id: BlockID) throws(ActorError) -> DataBlock? {
    guard id != noBlock else { return nil }
    owe(ComputeGas.syscalls(1))
    return try expect("params block invalid") { () throws(KernelError) in
      let stat = try kernel.blockStat(id)
      let bytes = try kernel.blockRead(id, offset: 0, count: stat.size).bytes
      owe(ComputeGas.parameters(bytes.count))
      return DataBlock(codec: stat.codec, data: bytes)
    }
  }

  /// Ends the invocation after a failure.
  func end(_ error: ActorError) -> Abort {
    switch error {
    case .abort(let abort): return abort
    case .exit(let code, let message, let data):
      var block = noBlock
      if let data {
        owe(ComputeGas.syscalls(1))
        owe(ComputeGas.returned(data.data.count))
      }
      do throws(ActorError) {
        try settle()
      } catch {
        return end(error)
      }
      if let data {
        do {
          block = try kernel.blockCreate(codec: data.codec, data: data.data)
        } catch {
          guard error.number != nil else { return Abort(error, code: .assertionFailed) }
          return kernel.exit(.assertionFailed, block: noBlock, message: "\(error)")
        }
      }
      return kernel.exit(code, block: block, message: message)
    }
  }
}

/// Checks of parameters that all methods share (builtin-actors `runtime/src/dispatch.rs`).
extension Optional where Wrapped == DataBlock {
  /// The parameters of a method that takes some; exit code 16 when there are none.
  func required<Value: CBORDecodable>(
    as type: Value.Type = Value.self
  ) throws(ActorError) -> Value {
    guard let self else { throw .exit(.illegalArgument, "method expects arguments") }
    return try self.decoded()
  }

  /// Exit code 16 when there are parameters.
  func requireNone() throws(ActorError) {
    guard self == nil else { throw .exit(.illegalArgument, "method expects no arguments") }
  }

  /// The value that a call must have returned: exit codes 24 for none, 21 for another form.
  func returned<Value: CBORDecodable>(
    as type: Value.Type = Value.self
  ) throws(ActorError) -> Value {
    guard let self else { throw .exit(.assertionFailed, "return expected") }
    return try self.decoded()
  }
}
