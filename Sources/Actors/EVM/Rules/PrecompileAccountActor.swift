import EVM
import FVM
import Filecoin
import IPLD
import Precompiles
import Primitives

/// A placeholder that, at a precompile's address, answers messages as the precompile: on Ethereum
/// transactions reach precompiles, on Filecoin only contracts do.
final class PrecompileAccountActor: BuiltinActor {
  private let journal: EthereumJournal

  init(_ journal: EthereumJournal) { self.journal = journal }

  func baseCompute(_ method: MethodNumber) -> Gas { ComputeGas.placeholder }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    guard
      case .delegated(_, let subaddress)? =
        try runtime.delegatedAddress(of: try runtime.message().receiver),
      let address = EthAddress(subaddress), let precompile = journal.precompile(at: address),
      !journal.follows(.precompileTransactions)
    else { return nil }
    let input = try params?.decodedBytes() ?? []
    var gasLeft: Int64 = 0
    if journal.countsGas {
      let gas = journal.takeOffer()
      guard let cost = Int64(exactly: precompile.gas(input)), cost <= gas else {
        journal.end(CallResult(.outOfGas))
        throw .exit(.evmOutOfGas, "out of Ethereum's gas")
      }
      gasLeft = gas - cost
    } else {
      runtime.owe(ComputeGas.run(precompile, input.span))
    }
    let output: [UInt8]?
    do throws(PrecompileError) {
      output = try input.withByteView { input throws(PrecompileError) in
        try journal.run(precompile, input)
      }
    } catch {
      switch error {
      case .tooLarge: throw .trap("\(error)")
      }
    }
    guard let output else {
      journal.end(CallResult(.precompileFailure))
      throw .exit(.illegalArgument, "\(precompile.name) refuses its input")
    }
    journal.end(CallResult(.return, gasLeft: gasLeft))
    return DataBlock(cbor: ByteString(output))
  }
}
