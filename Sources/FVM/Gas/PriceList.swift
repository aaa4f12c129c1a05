package import Filecoin

/// Prices of everything the kernel does, each a named charge (ref-fvm `gas/price_list.rs`).
///
/// The values are those of network versions 21 to 28: FIP-0032, FIP-0057 and later; the
/// versions differ only in proofs, which this kernel does not offer.
package struct PriceList: Sendable {
  package static let watermelon = PriceList()

  let onChainMessageCompute = ScalingCost(flat: Gas(38_863))
  let onChainMessageStorage = ScalingCost(flat: Gas(36 * 1300), scale: Gas(1300))
  let onChainReturnStorage = ScalingCost(scale: Gas(1300))
  let sendTransferFunds = Gas(6_000)
  let sendInvokeMethod = Gas(75_000)
  let actorLookup = Gas(500_000)
  let actorUpdate = Gas(475_000)
  let actorCreateStorage = Gas(650_000)
  let addressLookup = Gas(1_050_000)
  let addressAssignment = Gas(1_000_000)
  let secpSignature = ScalingCost(flat: Gas(1_637_292), scale: Gas(10))
  let blsSignature = ScalingCost(flat: Gas(16_598_605), scale: Gas(26))
  let secpRecover = Gas(1_637_292)
  let blsPairing = Gas(8_299_302)
  let blsHashing = ScalingCost(scale: Gas(7))
  let lookback = ScalingCost(flat: Gas(5_800 * 19 + 15_000 + 21_000), scale: Gas(75))
  let blockAllocate = ScalingCost(scale: Gas(2))
  let blockCopy = ScalingCost(scale: Gas(milligas: 400))
  let blockRetentionMinimum = ScalingCost(scale: Gas(10))
  let blockOpen = ScalingCost(flat: Gas(187_440))
  let blockPersistStorage = ScalingCost(flat: Gas(334_000), scale: Gas(3_340))
  let blockPersistCompute = Gas(172_000)
  let eventEntries = ScalingCost(flat: Gas(2_000), scale: Gas(1_400))
  let utf8Validation = ScalingCost(flat: Gas(500), scale: Gas(16))
  let linkTracked = Gas(300)
  let linkChecked = Gas(300)
  let scanField = Gas(35)
  let scanCID = Gas(400)
  let hostCall = Gas(14_000)
  let memoryByte = Gas(milligas: 400)

  /// Bytes that an event costs beside its keys and values: once, and for each entry.
  private let eventOverhead = 12
  private let eventEntryOverhead = 9

  /// Actors whose lookup and update are free: the singletons.
  package let preloadedActors: [ActorID] = [0, 1, 2, 3, 4, 5, 6, 7, 10, 99]

  /// The prices at a network version; nil for versions this kernel does not know.
  package static func at(_ version: NetworkVersion) -> PriceList? {
    NetworkVersion.supported.contains(version) ? watermelon : nil
  }

  // MARK: Messages and calls

  /// Inclusion of a message of `length` bytes as it stands on chain.
  package func onChainMessage(length: Int) -> GasCharge {
    GasCharge(
      "OnChainMessage", compute: onChainMessageCompute.applied(to: length),
      other: actorUpdate + onChainMessageStorage.applied(to: length))
  }

  package func onValueTransfer() -> GasCharge {
    GasCharge("OnValueTransfer", compute: sendTransferFunds)
  }

  package func onMethodInvocation(paramLinks: Int) -> GasCharge {
    GasCharge("OnMethodInvocation", compute: sendInvokeMethod + linkTracked * paramLinks)
  }

  /// A return of `size` bytes with `links`, from the frame at `depth` (1 is the chain message's).
  package func onMethodReturn(depth: Int, size: Int, links: Int) -> GasCharge {
    depth == 1
      ? GasCharge("OnChainReturnValue", other: onChainReturnStorage.applied(to: size))
      : GasCharge("OnReturnValue", compute: linkTracked * links)
  }

  /// The price of entering the kernel.
  package func onSyscall() -> GasCharge { GasCharge("OnSyscall", compute: hostCall) }

  /// Zeroing the linear memory of an instance, `bytes` long.
  package func onInstanceMemory(bytes: Int) -> GasCharge {
    GasCharge("wasm_memory_init", compute: memoryByte * bytes)
  }

  // MARK: Actors

  /// A new actor record; `newAddress` when the kernel also assigns an id to an address.
  package func onCreateActor(newAddress: Bool) -> GasCharge {
    GasCharge(
      "OnCreateActor",
      other: newAddress
        ? actorCreateStorage + addressAssignment + addressLookup : actorCreateStorage)
  }

  package func onDeleteActor() -> GasCharge { GasCharge("OnDeleteActor") }
  package func onActorLookup() -> GasCharge { GasCharge("OnActorLookup", other: actorLookup) }
  package func onActorUpdate() -> GasCharge { GasCharge("OnActorUpdate", other: actorUpdate) }
  package func onResolveAddress() -> GasCharge { GasCharge("OnResolveAddress") }
  package func onLookupDelegatedAddress() -> GasCharge { GasCharge("OnLookupAddress") }
  package func onGetActorCodeCID() -> GasCharge { GasCharge("OnGetActorCodeCid") }
  package func onGetBuiltinActorType() -> GasCharge { GasCharge("OnGetBuiltinActorType") }
  package func onGetCodeCIDForType() -> GasCharge { GasCharge("OnGetCodeCidForType") }
  package func onBalanceOf() -> GasCharge { GasCharge("OnBalanceOf") }
  package func onSelfBalance() -> GasCharge { GasCharge("OnSelfBalance") }

  package func onGetRoot() -> GasCharge { GasCharge("OnActorGetRoot", compute: linkTracked) }
  package func onSetRoot() -> GasCharge { GasCharge("OnActorSetRoot", compute: linkChecked) }

  // MARK: Cryptography

  package func onVerifySignature(type: Signature.Kind, length: Int) -> GasCharge {
    GasCharge(
      "OnVerifySignature",
      compute: (type == .bls ? blsSignature : secpSignature).applied(to: length))
  }

  package func onVerifyAggregateSignature(signers: Int, length: Int) -> GasCharge {
    GasCharge(
      "OnVerifyBlsAggregateSignature",
      compute: blsPairing * (signers + 1) + blsHashing.applied(to: length))
  }

  package func onRecoverSecpPublicKey() -> GasCharge {
    GasCharge("OnRecoverSecpPublicKey", compute: secpRecover)
  }

  package func onHashing(_ function: HashFunction, length: Int) -> GasCharge {
    GasCharge("OnHashing", compute: hashing(function, length: length))
  }

  private func hashing(_ function: HashFunction, length: Int) -> Gas {
    switch function {
    case .sha256: Gas(7) * length
    case .blake2b256, .blake2b512: Gas(10) * length
    case .keccak256: Gas(33) * length
    case .ripemd160: Gas(35) * length
    }
  }

  /// Checking that `length` bytes are UTF-8.
  package func onUTF8Validation(length: Int) -> GasCharge {
    GasCharge("OnUtf8Validation", compute: utf8Validation.applied(to: length))
  }

  // MARK: The chain

  package func onNetworkContext() -> GasCharge { GasCharge("OnNetworkContext") }
  package func onMessageContext() -> GasCharge { GasCharge("OnMessageContext") }

  /// A digest from `lookback` epochs ago.
  package func onGetRandomness(lookback epochs: Int64) -> GasCharge {
    GasCharge("OnGetRandomness", other: lookback.applied(toBits: epochs))
  }

  package func onTipsetCID(lookback epochs: Int64) -> GasCharge {
    GasCharge("OnTipsetCid", other: lookback.applied(toBits: epochs))
  }

  // MARK: Blocks

  package func onBlockOpenBase() -> GasCharge {
    GasCharge("OnBlockOpenBase", compute: linkChecked, other: blockOpen.flat)
  }

  package func onBlockOpen(size: Int, links: Int) -> GasCharge {
    let compute = linkTracked * links
    let open =
      blockOpen.scale * size + blockAllocate.applied(to: size) + blockCopy.applied(to: size)
    let surcharge = blockRetentionMinimum.applied(to: size) - (compute + open)
    return GasCharge("OnBlockOpen", compute: compute, other: open + surcharge)
  }

  package func onBlockRead(size: Int) -> GasCharge {
    GasCharge("OnBlockRead", compute: blockCopy.applied(to: size))
  }

  package func onBlockCreate(size: Int, links: Int) -> GasCharge {
    let compute =
      blockCopy.applied(to: size) + blockAllocate.applied(to: size) + linkChecked * links
    return GasCharge(
      "OnBlockCreate", compute: compute,
      other: blockRetentionMinimum.applied(to: size) - compute)
  }

  package func onBlockLink(_ function: HashFunction, size: Int) -> GasCharge {
    GasCharge(
      "OnBlockLink",
      compute: blockCopy.applied(to: size) + blockAllocate.applied(to: size)
        + hashing(function, length: size) + linkTracked,
      other: blockPersistCompute + blockPersistStorage.applied(to: size))
  }

  package func onBlockStat() -> GasCharge { GasCharge("OnBlockStat") }

  /// A scan of DAG-CBOR for links that cost `scanField` a head and `scanCID` a link more.
  package func onScanLinks(cost: Gas) -> GasCharge {
    GasCharge("OnScanIpldLinks", compute: cost)
  }

  // MARK: Events

  /// An event with `entries` entries, `keys` bytes of keys and `values` bytes of values.
  package func onActorEvent(entries: Int, keys: Int, values: Int) -> GasCharge {
    let size = eventOverhead + eventEntryOverhead * entries + keys + values
    let memory = blockCopy.applied(to: size) + blockAllocate.applied(to: size)
    return GasCharge(
      "OnActorEvent",
      compute: memory * 2 + eventEntries.applied(to: entries) + utf8Validation.applied(to: keys),
      other: hashing(.blake2b256, length: size) + memory)
  }
}
