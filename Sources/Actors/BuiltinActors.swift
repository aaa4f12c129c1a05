package import EVM
package import FVM

/// The native actors under the code CIDs of a manifest.
package enum BuiltinActors {
  /// Registers every actor that this program has and the manifest names. `tracer` sees every frame
  /// of every contract. With a `journal` its rules, Ethereum's or mixed, hold in place of Filecoin's.
  package static func registry(
    for manifest: Manifest, tracer: (any Tracer)? = nil, journal: EthereumJournal? = nil
  ) -> ActorRegistry {
    let contract = EVMActor(tracer: tracer, journal: journal)
    var account: any NativeActor = EthAccountActor()
    var placeholder: any NativeActor = PlaceholderActor()
    if let journal {
      account = DelegatedAccountActor(contract)
      placeholder = PrecompileAccountActor(journal)
    }
    let actors: [(name: String, actor: any NativeActor)] = [
      ("system", SystemActor()), ("init", InitActor()), ("account", AccountActor()),
      ("placeholder", placeholder), ("ethaccount", account),
      ("eam", EAMActor(journal: journal)), ("evm", contract), ("reward", HolderActor("reward")),
      ("cron", HolderActor("cron")),
    ]
    var registry = ActorRegistry()
    for (name, actor) in actors {
      if let code = manifest.code(named: name) { registry[code] = actor }
    }
    return registry
  }
}
