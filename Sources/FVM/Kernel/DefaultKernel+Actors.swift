import Filecoin
import IPLD

/// Other actors, the chain and randomness.
extension DefaultKernel: ActorOperations {
  func resolveAddress(_ address: Address) throws(KernelError) -> ActorID {
    try syscall("actor::resolve_address") { () throws(KernelError) in
      try manager.charge(prices.onResolveAddress())
      guard let id = try manager.resolve(address) else {
        throw .syscall(.notFound, "actor not found")
      }
      return id
    }
  }

  func lookupDelegatedAddress(_ id: ActorID) throws(KernelError) -> Address? {
    try syscall("actor::lookup_delegated_address") { () throws(KernelError) in
      try manager.charge(prices.onLookupDelegatedAddress())
      return try existingActor(id).delegatedAddress
    }
  }

  func actorCodeCID(_ id: ActorID) throws(KernelError) -> CID {
    try syscall("actor::get_actor_code_cid") { () throws(KernelError) in
      try manager.charge(prices.onGetActorCodeCID())
      return try existingActor(id).code
    }
  }

  func nextActorAddress() throws(KernelError) -> Address {
    try syscall("actor::next_actor_address") { manager.nextActorAddress() }
  }

  func createActor(
    code: CID, id: ActorID, delegatedAddress: Address?
  ) throws(KernelError) {
    try syscall("actor::create_actor") { () throws(KernelError) in
      guard receiver == WellKnownActor.initialization else {
        throw .syscall(.forbidden, "create_actor is restricted to the Init actor")
      }
      try requireWritable("create an actor")
      try manager.createActor(code: code, id: id, delegatedAddress: delegatedAddress)
    }
  }

  func builtinActorType(of code: CID) throws(KernelError) -> Int32 {
    try syscall("actor::get_builtin_actor_type") { () throws(KernelError) in
      try manager.charge(prices.onGetBuiltinActorType())
      return machine.manifest.type(of: code)
    }
  }

  func codeCID(ofType type: Int32) throws(KernelError) -> CID {
    try syscall("actor::get_code_cid_for_type") { () throws(KernelError) in
      try manager.charge(prices.onGetCodeCIDForType())
      guard let code = machine.manifest.code(ofType: type) else {
        throw .syscall(.illegalArgument, "unrecognized actor type \(type)")
      }
      return code
    }
  }

  func balance(of id: ActorID) throws(KernelError) -> TokenAmount {
    try syscall("actor::balance_of") { () throws(KernelError) in
      try manager.charge(prices.onBalanceOf())
      return try existingActor(id).balance
    }
  }

  private func existingActor(_ id: ActorID) throws(KernelError) -> ActorState {
    guard let state = try manager.actor(id) else {
      throw .syscall(.notFound, "actor not found")
    }
    return state
  }
}

extension DefaultKernel: NetworkOperations {
  func networkContext() throws(KernelError) -> NetworkContext {
    try syscall("network::context") { () throws(KernelError) in
      try manager.charge(prices.onNetworkContext())
      let context = machine.context
      return NetworkContext(
        epoch: context.epoch, timestamp: context.timestamp, baseFee: context.baseFee,
        chainID: context.network.chainID, networkVersion: context.network.version)
    }
  }

  func tipsetCID(at epoch: ChainEpoch) throws(KernelError) -> CID {
    try syscall("network::tipset_cid") { () throws(KernelError) in
      guard epoch >= 0 else { throw .syscall(.illegalArgument, "epoch is negative") }
      guard epoch < machine.context.epoch else {
        throw .syscall(
          .illegalArgument,
          epoch == machine.context.epoch
            ? "cannot lookup the tipset cid for the current epoch"
            : "epoch \(epoch) is in the future")
      }
      try manager.charge(prices.onTipsetCID(lookback: machine.context.epoch - epoch))
      do {
        return try machine.externs.tipsetCID(at: epoch)
      } catch {
        throw .fatal("tipset CID at epoch \(epoch): \(error)")
      }
    }
  }

  func totalCirculatingSupply() throws(KernelError) -> TokenAmount {
    try syscall("network::total_fil_circ_supply") { machine.context.circulatingSupply }
  }
}

extension DefaultKernel: RandomnessOperations {
  func chainRandomness(at epoch: ChainEpoch) throws(KernelError) -> [UInt8] {
    try syscall("rand::get_chain_randomness") { () throws(KernelError) in
      try chargeRandomness(at: epoch)
      do throws(ExternError) {
        return try machine.externs.chainRandomness(at: epoch)
      } catch {
        throw .syscall(.illegalArgument, error.description)
      }
    }
  }

  func beaconRandomness(at epoch: ChainEpoch) throws(KernelError) -> [UInt8] {
    try syscall("rand::get_beacon_randomness") { () throws(KernelError) in
      try chargeRandomness(at: epoch)
      do throws(ExternError) {
        return try machine.externs.beaconRandomness(at: epoch)
      } catch {
        throw .syscall(.illegalArgument, error.description)
      }
    }
  }

  /// A future epoch's lookback counts as a huge unsigned number, so asking for it uses up the gas.
  private func chargeRandomness(at epoch: ChainEpoch) throws(KernelError) {
    let (lookback, overflow) = machine.context.epoch.subtractingReportingOverflow(epoch)
    if overflow {
      throw .syscall(.illegalArgument, "randomness epoch \(epoch) is in the future")
    }
    try manager.charge(prices.onGetRandomness(lookback: lookback))
  }
}

extension DefaultKernel: EventOperations {
  private static let maximumEntries = 255
  private static let maximumKeyLength = 31

  func emitEvent(
    _ entries: [EventEntryHeader], keys: [UInt8], values: [UInt8]
  ) throws(KernelError) {
    try syscall("event::emit_event") { () throws(KernelError) in
      try requireWritable("emit events")
      try manager.charge(
        prices.onActorEvent(entries: entries.count, keys: keys.count, values: values.count))
      guard entries.count <= Self.maximumEntries else {
        throw .syscall(
          .limitExceeded, "event exceeded max entries: \(entries.count) > \(Self.maximumEntries)")
      }
      let limit = machine.context.network.maximumEventSize
      guard values.count <= limit else {
        throw .syscall(
          .limitExceeded,
          "total event value lengths exceeded the max size: \(values.count) > \(limit)")
      }
      guard String(validating: keys, as: UTF8.self) != nil else {
        throw .syscall(.illegalArgument, "invalid event key")
      }
      manager.append(
        StampedEvent(emitter: receiver, event: try Self.parse(entries, keys, values, limit: limit)))
    }
  }

  /// Cuts the buffers into entries.
  private static func parse(
    _ headers: [EventEntryHeader], _ keys: [UInt8], _ values: [UInt8], limit: Int
  ) throws(KernelError) -> ActorEvent {
    var entries: [EventEntry] = []
    entries.reserveCapacity(headers.count)
    var keyOffset = 0
    var valueOffset = 0
    for header in headers {
      guard header.flags & ~3 == 0 else {
        throw .syscall(.illegalArgument, "event flags are invalid: \(header.flags)")
      }
      guard header.keyLength <= maximumKeyLength else {
        throw .syscall(
          .limitExceeded,
          "event key exceeded max size: \(header.keyLength) > \(maximumKeyLength)")
      }
      guard header.valueLength <= limit else {
        throw .syscall(.illegalArgument, "event entry value out of range")
      }
      let keyEnd = keyOffset + Int(header.keyLength)
      // A key may not begin or end inside a character.
      guard keyEnd <= keys.count,
        let key = String(validating: keys[keyOffset..<keyEnd], as: UTF8.self)
      else { throw .syscall(.illegalArgument, "event entry key out of range") }
      let valueEnd = valueOffset + Int(header.valueLength)
      guard valueEnd <= values.count else {
        throw .syscall(.illegalArgument, "event entry value out of range")
      }
      guard header.codec == Multicodec.raw || header.codec == Multicodec.cbor else {
        throw .syscall(
          .illegalCodec, "event codec must be RAW or CBOR, was: \(header.codec)")
      }
      entries.append(
        EventEntry(
          flags: EventEntry.Flags(rawValue: header.flags), key: key, codec: header.codec,
          value: Array(values[valueOffset..<valueEnd])))
      (keyOffset, valueOffset) = (keyEnd, valueEnd)
    }
    guard keyOffset == keys.count else {
      throw .syscall(
        .illegalArgument, "event key buffer length is too large: \(keyOffset) < \(keys.count)")
    }
    guard valueOffset == values.count else {
      throw .syscall(
        .illegalArgument,
        "event value buffer length is too large: \(valueOffset) < \(values.count)")
    }
    return ActorEvent(entries)
  }
}
