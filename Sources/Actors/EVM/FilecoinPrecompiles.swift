import EVM
import FVM
import Filecoin
import IPLD
import Precompiles
import Primitives

/// The precompiled contracts as contracts on Filecoin see them
/// (builtin-actors `actors/evm/src/interpreter/precompiles`).
///
/// Their functions answer nil for the failure that a contract sees.
struct FilecoinPrecompiles {
  /// What a precompile may ask of the call.
  struct Context {
    let kind: CallKind
    /// The gas operand.
    let gas: UInt64
    let value: UInt256
  }

  let system: ContractSystem
  private var runtime: Runtime { system.runtime }

  init(_ system: ContractSystem) { self.system = system }

  // MARK: - Addresses

  /// Whether calls to the address never reach an actor: 0x00…01 to 0x00…ff, 0xfe00…01 to 0xfe00…ff
  /// and 0x0100.
  static func isReserved(_ address: EthAddress) -> Bool {
    number(address) != nil || address.word == 0x100
  }

  /// Whether there is a function behind the address.
  static func isImplemented(_ address: EthAddress) -> Bool {
    if isNative(address) { return number(address).flatMap(NativeFunction.init) != nil }
    return PrecompileTable.filecoin.contains(address)
  }

  /// The last byte of a reserved address of either range.
  private static func number(_ address: EthAddress) -> UInt8? {
    let word = address.word
    guard word.limb1 == 0, word.limb2 == 0 || word.limb2 == 0xfe00_0000 else { return nil }
    return word.limb0 == 0 ? nil : UInt8(exactly: word.limb0)
  }

  private static func isNative(_ address: EthAddress) -> Bool {
    address.word.limb2 == 0xfe00_0000 && address.word.limb1 == 0
  }

  /// The functions at 0xfe00…; number 4 is no longer one.
  private enum NativeFunction: UInt8 {
    case resolveAddress = 1
    case lookupDelegatedAddress = 2
    case callActor = 3
    case callActorID = 5
    case getRandomness = 6
  }

  // MARK: - Calls

  /// Runs the precompile and then moves the call's value to its address. Reserved addresses without
  /// a function succeed without data.
  func call(
    _ address: EthAddress, _ input: ByteView, _ context: Context
  ) throws(ActorError) -> [UInt8]? {
    guard let output = try run(address, input, context) else { return nil }
    if !context.value.isZero {
      do {
        _ = try runtime.call(Address(address), .send, value: TokenAmount(atto: context.value))
      } catch {
        _ = try error.exitData()
        return nil
      }
    }
    return output
  }

  private func run(
    _ address: EthAddress, _ input: ByteView, _ context: Context
  ) throws(ActorError) -> [UInt8]? {
    if Self.isNative(address) {
      guard let function = Self.number(address).flatMap(NativeFunction.init) else { return [] }
      return try run(function, input.bytes, context)
    }
    guard let precompile = PrecompileTable.filecoin[address] else { return [] }
    switch address.word.limb0 {
    // A signature takes four words, whatever follows.
    case 0x01: return try recover((0..<128).map { input[$0] }) ?? []
    case 0x02: return try runtime.hash(.sha256, input.bytes)
    case 0x03:
      return [UInt8](repeating: 0, count: 12) + (try runtime.hash(.ripemd160, input.bytes))
    default: return try compute(precompile, input)
    }
  }

  /// Charges for the work before the input is read any further than that takes.
  private func compute(
    _ precompile: Precompile, _ input: ByteView
  ) throws(ActorError) -> [UInt8]? {
    runtime.owe(input.withSpan { ComputeGas.run(precompile, $0) })
    try runtime.settle()
    do {
      return try input.withSpan(precompile.run)
    } catch {
      switch error {
      case .tooLarge: throw .trap("\(error)")
      }
    }
  }

  /// ECRECOVER by the kernel's signature recovery; nil for a malformed signature.
  private func recover(_ input: [UInt8]) throws(ActorError) -> [UInt8]? {
    var reader = WordReader(input)
    let digest = reader.read(padded: 32)
    let v = reader.readWord()
    let r = reader.readWord()
    let s = reader.readWord()
    guard v == 27 || v == 28, Self.isScalar(r), Self.isScalar(s) else { return nil }
    let signature = r.bigEndianBytes + s.bigEndianBytes + [UInt8(v.limb0 - 27)]
    let recovered = try runtime.attempt { () throws(KernelError) in
      try runtime.kernel.recoverSecpPublicKey(digest: digest, signature: signature)
    }
    guard case .success(let key) = recovered else { return nil }
    let hash = try runtime.hash(.keccak256, Array(key.dropFirst()))
    return [UInt8](repeating: 0, count: 12) + hash.suffix(20)
  }

  /// From 1 to below the order of secp256k1.
  private static func isScalar(_ value: UInt256) -> Bool {
    let order = UInt256(
      limbs: 0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, .max)
    return !value.isZero && value < order
  }

  // MARK: - Filecoin's own

  private func run(
    _ function: NativeFunction, _ input: [UInt8], _ context: Context
  ) throws(ActorError) -> [UInt8]? {
    switch function {
    case .resolveAddress:
      // Why an address is malformed is of no interest to the contract.
      guard let address = try? Address(bytes: input) else { return nil }
      return try runtime.resolve(address).map { UInt256($0).bigEndianBytes } ?? []
    case .lookupDelegatedAddress:
      var reader = WordReader(input)
      guard let id = reader.readUInt64() else { return nil }
      return try runtime.delegatedAddress(of: id)?.bytes ?? []
    case .callActor: return try callActor(input, context, byID: false)
    case .callActorID: return try callActor(input, context, byID: true)
    case .getRandomness:
      var reader = WordReader(input)
      guard let epoch = reader.readUInt64() else { return nil }
      do {
        return try runtime.beaconRandomness(at: ChainEpoch(bitPattern: epoch))
      } catch {
        _ = try error.exitData()
        return nil
      }
    }
  }

  private func callActor(
    _ input: [UInt8], _ context: Context, byID: Bool
  ) throws(ActorError) -> [UInt8]? {
    guard context.kind == .delegateCall, let call = try CallActorABI(input, byID: byID) else {
      return nil
    }
    let gasLimit = try system.callGasLimit(context.gas)
    do {
      return CallActorABI.output(
        try system.sendRaw(
          to: call.recipient, call.method, call.params, value: call.value, gasLimit: gasLimit,
          flags: call.flags))
    } catch {
      _ = try error.exitData()
      return nil
    }
  }
}
