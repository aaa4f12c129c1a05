package import Filecoin
package import IPLD

/// Everything an actor may ask of the machine: the FVM's syscalls, grouped as ref-fvm groups them.
///
/// Only numbers, bytes, addresses and CIDs cross this boundary, so a native actor and a WebAssembly
/// actor can stand on the same side of it. Every operation is a syscall and charges 14,000 gas
/// before anything else, except those of `MeteringOperations`.
package protocol Kernel: IPLDOperations, SelfOperations, ActorOperations, CryptoOperations,
  SendOperations, EventOperations, GasOperations, NetworkOperations, RandomnessOperations,
  VMOperations, DebugOperations, MeteringOperations
{}

/// Blocks: module `ipld`.
package protocol IPLDOperations: AnyObject {
  /// Loads a reachable block into the registry; its links become reachable.
  ///
  /// `notFound` when not reachable; fatal when the store lacks a reachable block.
  func blockOpen(_ cid: CID) throws(KernelError) -> (id: BlockID, stat: BlockStat)

  /// Puts new data into the registry. `limitExceeded` over 1 MiB, `illegalCodec`, `serialization`
  /// for malformed DAG-CBOR, `notFound` when a link in it is not reachable.
  func blockCreate(codec: UInt64, data: [UInt8]) throws(KernelError) -> BlockID

  /// Stores a block and makes its CID reachable. Only BLAKE2b-256 (0xb220, 32 bytes), else
  /// `illegalCID`; `invalidHandle`.
  func blockLink(
    _ id: BlockID, hashFunction: UInt64, hashLength: UInt32
  ) throws(KernelError) -> CID

  /// At most `count` bytes from `offset`, and how many bytes of the block lie past `offset + count`
  /// (negative when the block ended before).
  func blockRead(
    _ id: BlockID, offset: UInt32, count: UInt32
  ) throws(KernelError) -> (bytes: [UInt8], remaining: Int32)

  /// Codec and size. `invalidHandle`.
  func blockStat(_ id: BlockID) throws(KernelError) -> BlockStat
}

/// The running actor's own record: module `self`.
package protocol SelfOperations: AnyObject {
  /// The state root, which becomes reachable. `illegalOperation` after deletion.
  func root() throws(KernelError) -> CID

  /// Replaces the state root. `readOnly`, `notFound` when not reachable, `illegalOperation` after
  /// deletion.
  func setRoot(_ cid: CID) throws(KernelError)

  /// attoFIL; 0 after deletion.
  func currentBalance() throws(KernelError) -> TokenAmount

  /// Deletes the running actor. `readOnly`; `illegalOperation` when it holds funds and
  /// `burnUnspent` is false. Doing it twice is no error.
  func selfDestruct(burnUnspent: Bool) throws(KernelError)
}

/// Other actors: module `actor`.
package protocol ActorOperations: AnyObject {
  /// The id behind an address; ids pass unchecked. `notFound`.
  func resolveAddress(_ address: Address) throws(KernelError) -> ActorID

  /// The f4 address of an actor, if it has one. `notFound` for an unknown actor.
  func lookupDelegatedAddress(_ id: ActorID) throws(KernelError) -> Address?

  /// `notFound` for an unknown actor.
  func actorCodeCID(_ id: ActorID) throws(KernelError) -> CID

  /// An f2 address that no other actor can get, from origin, nonce and actors created so far.
  func nextActorAddress() throws(KernelError) -> Address

  /// Adds an actor with an empty state, or gives a placeholder its code. Only for the Init actor.
  /// `forbidden`, `readOnly`.
  func createActor(
    code: CID, id: ActorID, delegatedAddress: Address?
  ) throws(KernelError)

  /// Position in the manifest from 1; 0 for code that is not built in.
  func builtinActorType(of code: CID) throws(KernelError) -> Int32

  /// The code at a position of the manifest. `illegalArgument`.
  func codeCID(ofType type: Int32) throws(KernelError) -> CID

  /// attoFIL. `notFound`.
  func balance(of id: ActorID) throws(KernelError) -> TokenAmount
}

/// Signatures and hashes: module `crypto`.
package protocol CryptoOperations: AnyObject {
  /// Whether `signature` (without its type byte) of `type` over `plaintext` is by `signer`, a key
  /// address; `illegalArgument` for other addresses and for delegated signatures.
  func verifySignature(
    type: UInt32, signature: [UInt8], signer: Address, plaintext: [UInt8]
  ) throws(KernelError) -> Bool

  /// The 65-byte public key (04 ‖ x ‖ y) from r ‖ s ‖ recovery id. `illegalArgument`.
  func recoverSecpPublicKey(
    digest: [UInt8], signature: [UInt8]
  ) throws(KernelError) -> [UInt8]

  /// The digest under a multihash code of `HashFunction`. `illegalArgument` for others.
  func hash(_ code: UInt64, _ data: [UInt8]) throws(KernelError) -> [UInt8]
}

/// Calls: module `send`.
package protocol SendOperations: AnyObject {
  /// Whether `send` takes more than 2^128 − 1 attoFIL.
  var sendsWideAmounts: Bool { get }

  /// Calls an actor in a transaction of its own, reverted unless the exit code is 0.
  ///
  /// `value` in attoFIL; `gasLimit` in gas units, nil for all that is left; bit 0 of `flags` asks for
  /// a read-only call, other bits give `illegalArgument`. `readOnly` for value in a read-only frame,
  /// `invalidHandle`, `notFound`, `insufficientFunds`, `limitExceeded` at depth 1024.
  func send(
    to recipient: Address, method: MethodNumber, params: BlockID, value: TokenAmount,
    gasLimit: UInt64?, flags: UInt64
  ) throws(KernelError) -> SendResult
}

extension SendOperations {
  /// No real system call carries more than 2^128 − 1 attoFIL.
  package var sendsWideAmounts: Bool { false }
}

/// Events: module `event`.
package protocol EventOperations: AnyObject {
  /// Emits an event whose entries' keys and values lie one after the other in two buffers.
  /// `readOnly`, `limitExceeded`, `illegalArgument`, `illegalCodec`.
  func emitEvent(
    _ entries: [EventEntryHeader], keys: [UInt8], values: [UInt8]
  ) throws(KernelError)
}

/// Module `gas`.
package protocol GasOperations: AnyObject {
  /// Charges `amount` gas units under a name the actor chooses.
  func chargeGas(_ name: String, _ amount: UInt64) throws(KernelError)

  /// Gas units left, rounded down.
  func gasAvailable() throws(KernelError) -> UInt64
}

/// The chain: module `network`.
package protocol NetworkOperations: AnyObject {
  func networkContext() throws(KernelError) -> NetworkContext

  /// The CID of the tipset key at an earlier epoch. `illegalArgument` for others.
  func tipsetCID(at epoch: ChainEpoch) throws(KernelError) -> CID

  /// attoFIL in circulation.
  func totalCirculatingSupply() throws(KernelError) -> TokenAmount
}

/// Module `rand`: 32-byte digests, from which actors draw (`Randomness.draw`).
package protocol RandomnessOperations: AnyObject {
  /// `illegalArgument` for a future epoch.
  func chainRandomness(at epoch: ChainEpoch) throws(KernelError) -> [UInt8]

  /// `illegalArgument` for a future epoch.
  func beaconRandomness(at epoch: ChainEpoch) throws(KernelError) -> [UInt8]
}

/// Module `vm`.
package protocol VMOperations: AnyObject {
  func messageContext() throws(KernelError) -> MessageContext

  /// The abort to throw for ending the invocation with `code`. System codes 1 to 15 become 9
  /// (illegal exit code), messages over 1024 bytes lose their middle.
  func exit(_ code: ExitCode, block: BlockID, message: String) -> Abort
}

/// Module `debug`.
package protocol DebugOperations: AnyObject {
  func debugEnabled() throws(KernelError) -> Bool

  /// Adds a line to the execution trace.
  func log(_ message: String) throws(KernelError)
}

/// Metering of computation by the code that runs the actor; no syscalls, so no entry price.
///
/// In the reference system this is the instrumented WebAssembly's counter (charge `wasm_exec`).
package protocol MeteringOperations: AnyObject {
  /// What is left under the limit in force.
  var remainingGas: Gas { get }

  /// Charges for computation; out of gas uses up the rest.
  func chargeExecution(_ gas: Gas) throws(KernelError)
}
