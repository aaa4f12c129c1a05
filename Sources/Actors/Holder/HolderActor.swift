import FVM
import Filecoin

/// An actor that only holds funds here, such as f02 (block rewards): bare transfers work, every
/// method is refused with exit code 22, since its code is not part of this program.
final class HolderActor: BuiltinActor {
  func baseCompute(_ method: MethodNumber) -> Gas { ComputeGas.smallActor }
  private let name: String

  init(_ name: String) { self.name = name }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    try runtime.restrictInternalMethods(method)
    throw .exit(.unhandledMessage, "method \(method) of the \(name) actor is not supported")
  }
}
