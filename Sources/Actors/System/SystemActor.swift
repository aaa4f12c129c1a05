import FVM
import Filecoin
import IPLD

/// f00, who the chain itself acts as; its state names the built-in actors
/// (builtin-actors `actors/system`).
final class SystemActor: BuiltinActor {
  func baseCompute(_ method: MethodNumber) -> Gas { ComputeGas.smallActor }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    try runtime.restrictInternalMethods(method)
    guard method == .constructor else {
      throw .exit(.unhandledMessage, "invalid method: \(method)")
    }
    try params.requireNone()
    try runtime.requireCaller(WellKnownActor.system)
    let actors = try runtime.onStore(.illegalState, "failed to store the system state") {
      () throws(BlockstoreError) in
      try runtime.store.put(dagCBOR: Manifest.EntryList([]).cborBytes)
    }
    try runtime.create(SystemState(builtinActors: actors))
    return nil
  }
}
