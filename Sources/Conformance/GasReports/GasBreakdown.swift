package import FVM

/// A message's Filecoin gas by what it was paid for.
package struct GasBreakdown: Sendable {
  /// What charges stand for. Raw values are the names in reports.
  package enum Category: String, CaseIterable, Sendable {
    /// The message itself on chain, and its return data.
    case inclusion
    /// WebAssembly: instructions and memory.
    case compute
    /// Entries into the kernel.
    case syscalls
    /// Blocks of state read, made and kept.
    case storage
    /// Records of actors looked up, updated and made.
    case actors
    /// Calls between actors, and value moved.
    case calls
    case cryptography
    case events
    /// Randomness, tipsets and contexts.
    case chain
    case other

    /// The category of a charge by the name that ref-fvm's price list gives it.
    package init(charge name: String) {
      switch name {
      case "OnChainMessage", "OnChainReturnValue": self = .inclusion
      case "OnSyscall": self = .syscalls
      case "OnBlockOpenBase", "OnBlockOpen", "OnBlockRead", "OnBlockCreate", "OnBlockLink",
        "OnBlockStat", "OnScanIpldLinks", "OnActorGetRoot", "OnActorSetRoot":
        self = .storage
      case "OnActorLookup", "OnActorUpdate", "OnCreateActor", "OnDeleteActor", "OnResolveAddress",
        "OnLookupAddress", "OnGetActorCodeCid", "OnGetBuiltinActorType", "OnGetCodeCidForType",
        "OnBalanceOf", "OnSelfBalance":
        self = .actors
      case "OnMethodInvocation", "OnReturnValue", "OnValueTransfer": self = .calls
      case "OnHashing", "OnVerifySignature", "OnVerifyBlsAggregateSignature",
        "OnRecoverSecpPublicKey":
        self = .cryptography
      case "OnActorEvent": self = .events
      case "OnNetworkContext", "OnMessageContext", "OnGetRandomness", "OnTipsetCid": self = .chain
      case _ where name.hasPrefix("wasm_"): self = .compute
      default: self = .other
      }
    }
  }

  /// All charges of one name.
  package struct Charge: Sendable {
    package let name: String
    package let count: Int
    package let gas: Gas

    package var category: Category { Category(charge: name) }
  }

  /// Charges with an amount, by category and then from the largest down.
  package let charges: [Charge]

  package init(_ trace: ExecutionTrace) {
    charges = trace.charges.filter { !$0.value.total.isZero }.map { name, sum in
      Charge(name: name, count: sum.count, gas: sum.total)
    }.sorted { left, right in
      let order = Category.allCases
      let places = (
        order.firstIndex(of: left.category) ?? 0, order.firstIndex(of: right.category) ?? 0
      )
      if places.0 != places.1 { return places.0 < places.1 }
      return left.gas == right.gas ? left.name < right.name : left.gas > right.gas
    }
  }

  /// What a category comes to.
  package func gas(of category: Category) -> Gas {
    charges.reduce(.zero) { $1.category == category ? $0 + $1.gas : $0 }
  }

  package var total: Gas { charges.reduce(.zero) { $0 + $1.gas } }
}
