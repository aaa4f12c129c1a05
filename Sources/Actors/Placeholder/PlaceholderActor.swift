import FVM
import Filecoin
import IPLD

/// An f410 address that holds funds before anybody has used it: every method succeeds and does
/// nothing (builtin-actors `actors/placeholder`).
final class PlaceholderActor: NativeActor {
  /// 16 pages: this actor has no heap of its own.
  var instanceMemory: Int { 16 << 16 }

  func invoke(
    _ method: MethodNumber, params: BlockID, kernel: any Kernel
  ) throws(Abort) -> BlockID {
    do {
      try kernel.chargeExecution(ComputeGas.placeholder)
    } catch {
      throw Abort(error, code: .assertionFailed)
    }
    return noBlock
  }
}
