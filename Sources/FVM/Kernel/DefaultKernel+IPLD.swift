import Cryptography
import Filecoin
import IPLD

/// Blocks and the actor's own record.
extension DefaultKernel: IPLDOperations {
  func blockOpen(_ cid: CID) throws(KernelError) -> (id: BlockID, stat: BlockStat) {
    try syscall("ipld::block_open") { () throws(KernelError) in
      try manager.charge(prices.onBlockOpenBase())
      guard blocks.isReachable(cid) else {
        throw .syscall(.notFound, "block not reachable: \(cid)")
      }
      let block = try open(cid)
      try manager.charge(
        prices.onBlockOpen(size: block.data.count, links: block.links.count))
      return (try blocks.putReachable(block), block.stat)
    }
  }

  /// A block of the state, the search of its links charged; searched at most once by a machine.
  private func open(_ cid: CID) throws(KernelError) -> Block {
    if let known = machine.scanned(cid), let cost = known.scanCost,
      cost <= manager.gas.available
    {
      manager.record(.blockOpened(cid, size: known.data.count))
      try manager.charge(prices.onScanLinks(cost: cost))
      return known
    }
    let data = try machine.load(cid)
    manager.record(.blockOpened(cid, size: data.count))
    let block = try scan(codec: cid.codec, data)
    machine.keepScanned(cid, block)
    return block
  }

  func blockCreate(codec: UInt64, data: [UInt8]) throws(KernelError) -> BlockID {
    try syscall("ipld::block_create") { () throws(KernelError) in
      guard data.count <= machine.context.network.maximumBlockSize else {
        throw .syscall(.limitExceeded, "blocks may not be larger than 1 MiB")
      }
      switch codec {
      case Multicodec.raw, Multicodec.cbor, Multicodec.dagCBOR: break
      default: throw .syscall(.illegalCodec, "codec \(codec) not allowed")
      }
      let block = try scan(codec: codec, data)
      try manager.charge(prices.onBlockCreate(size: data.count, links: block.links.count))
      return try blocks.putChecked(block)
    }
  }

  /// Finds the links and charges for the search, also when it fails.
  private func scan(codec: UInt64, _ data: [UInt8]) throws(KernelError) -> Block {
    var scanner = LinkScanner(
      fieldPrice: prices.scanField.milligas, linkPrice: prices.scanCID.milligas,
      budget: manager.gas.available.milligas)
    var failure: KernelError?
    do throws(LinkScanError) {
      try scanner.scan(codec: codec, data)
    } catch {
      failure =
        switch error {
        case .budgetExceeded: .outOfGas
        case .malformed: .syscall(.serialization, error.description)
        case .forbiddenLink: .syscall(.notFound, error.description)
        case .forbiddenCodec: .syscall(.illegalCodec, error.description)
        }
    }
    let cost = Gas(milligas: scanner.used)
    try manager.charge(prices.onScanLinks(cost: cost))
    if let failure { throw failure }
    return Block(codec: codec, data: data, links: scanner.links, scanCost: cost)
  }

  func blockLink(
    _ id: BlockID, hashFunction: UInt64, hashLength: UInt32
  ) throws(KernelError) -> CID {
    try syscall("ipld::block_link") { () throws(KernelError) in
      guard hashFunction == Multicodec.blake2b256, hashLength == 32 else {
        throw .syscall(.illegalCID, "CIDs must be 32-byte BLAKE2b")
      }
      let block = try blocks.block(id)
      try manager.charge(prices.onBlockLink(.blake2b256, size: block.data.count))
      let cid = CID(codec: block.codec, blake2b256: Multihash.blake2b256(of: block.data))
      machine.keep(cid, block.data)
      machine.keepScanned(cid, block)
      blocks.markReachable(cid)
      manager.record(.blockLinked(cid, size: block.data.count))
      return cid
    }
  }

  func blockRead(
    _ id: BlockID, offset: UInt32, count: UInt32
  ) throws(KernelError) -> (bytes: [UInt8], remaining: Int32) {
    try syscall("ipld::block_read") { () throws(KernelError) in
      guard let end = Int32(exactly: UInt64(offset) + UInt64(count)) else {
        throw .syscall(
          .illegalArgument, "offset plus buffer length did not fit into an i32")
      }
      let data = try blocks.block(id).data
      let isWhole = offset == 0 && Int(count) == data.count
      let bytes = isWhole ? data : Array(data.dropFirst(Int(offset)).prefix(Int(count)))
      try manager.charge(prices.onBlockRead(size: bytes.count))
      return (bytes, Int32(data.count) - end)
    }
  }

  func blockStat(_ id: BlockID) throws(KernelError) -> BlockStat {
    try syscall("ipld::block_stat") { () throws(KernelError) in
      try manager.charge(prices.onBlockStat())
      return try blocks.block(id).stat
    }
  }
}

extension DefaultKernel: SelfOperations {
  func root() throws(KernelError) -> CID {
    try syscall("self::root") { () throws(KernelError) in
      try manager.charge(prices.onGetRoot())
      guard let state = try manager.actor(receiver) else {
        throw .syscall(.illegalOperation, "state root requested after actor deletion")
      }
      blocks.markReachable(state.state)
      return state.state
    }
  }

  func setRoot(_ cid: CID) throws(KernelError) {
    try syscall("self::set_root") { () throws(KernelError) in
      try requireWritable("update the state-root")
      try manager.charge(prices.onSetRoot())
      guard blocks.isReachable(cid) else {
        throw .syscall(.notFound, "new root cid not reachable: \(cid)")
      }
      guard var state = try manager.actor(receiver) else {
        throw .syscall(.illegalOperation, "actor deleted")
      }
      state.state = cid
      try manager.setActor(receiver, state)
    }
  }

  func currentBalance() throws(KernelError) -> TokenAmount {
    try syscall("self::current_balance") { () throws(KernelError) in try ownBalance() }
  }

  private func ownBalance() throws(KernelError) -> TokenAmount {
    try manager.charge(prices.onSelfBalance())
    return try manager.actor(receiver)?.balance ?? .zero
  }

  func selfDestruct(burnUnspent: Bool) throws(KernelError) {
    try syscall("self::self_destruct") { () throws(KernelError) in
      try requireWritable("self-destruct")
      try manager.charge(prices.onDeleteActor())
      let balance = try ownBalance()
      if !balance.isZero {
        guard burnUnspent else {
          throw .syscall(.illegalOperation, "self-destruct with unspent funds")
        }
        do throws(KernelError) {
          try manager.transfer(from: receiver, to: WellKnownActor.burntFunds, balance)
        } catch {
          guard case .syscall(let error) = error else { throw error }
          throw .fatal("burning funds failed: \(error.message)")
        }
      }
      try manager.deleteActor(receiver)
    }
  }
}
