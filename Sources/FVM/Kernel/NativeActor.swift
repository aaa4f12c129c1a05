package import Filecoin
package import IPLD

/// An actor whose code is part of this program.
///
/// One object serves every actor with the same code and every depth of a call stack, so whatever
/// belongs to one invocation lives in `invoke`; an object may keep caches of immutable blocks.
package protocol NativeActor: AnyObject {
  /// Linear memory in bytes that the reference actor's WebAssembly instance starts with; each
  /// invocation pays for zeroing it (charge `wasm_memory_init`).
  var instanceMemory: Int { get }

  /// Runs a method; `params` and the result are handles in the frame's registry.
  func invoke(
    _ method: MethodNumber, params: BlockID, kernel: any Kernel
  ) throws(Abort) -> BlockID
}

extension NativeActor {
  /// 17 pages of 64 KiB, as every built-in actor of bundles v13 to v18 has it.
  package var instanceMemory: Int { 17 << 16 }
}

/// Which native actor stands for which code CID.
package struct ActorRegistry {
  private var actors: [CID: any NativeActor] = [:]

  package init() {}

  package subscript(code: CID) -> (any NativeActor)? {
    get { actors[code] }
    set { actors[code] = newValue }
  }
}
