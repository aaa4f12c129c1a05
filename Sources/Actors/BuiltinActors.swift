package import EVM
package import FVM

/// The native actors under the code CIDs of a manifest.
package enum BuiltinActors {
  /// Registers every actor that this program has and the manifest names. `tracer` sees every frame
  /// of every contract.
  package static func registry(
    for manifest: Manifest, tracer: (any Tracer)? = nil
  ) -> ActorRegistry {
    let actors: [(name: String, actor: any NativeActor)] = [
      ("system", SystemActor()), ("init", InitActor()), ("account", AccountActor()),
      ("placeholder", PlaceholderActor()), ("ethaccount", EthAccountActor()),
      ("eam", EAMActor()), ("evm", EVMActor(tracer: tracer)), ("reward", HolderActor("reward")),
      ("cron", HolderActor("cron")),
    ]
    var registry = ActorRegistry()
    for (name, actor) in actors {
      if let code = manifest.code(named: name) { registry[code] = actor }
    }
    return registry
  }
}
