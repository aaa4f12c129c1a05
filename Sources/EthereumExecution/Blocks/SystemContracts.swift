import EVM
import Ethereum
package import Primitives

/// The contracts that a block calls by itself.
package enum SystemContracts {
  /// Who calls them (EIP-4788 `SYSTEM_ADDRESS`).
  package static let caller = EthAddress(
    truncating: UInt256(limbs: 0xffff_ffff_ffff_fffe, .max, 0xffff_ffff, 0))
  /// Beacon block roots (EIP-4788).
  package static let beaconRoots = EthAddress(
    truncating: UInt256(limbs: 0xb8bb_8522_d0be_ac02, 0xd732_807e_f131_9fb7, 0x000f_3df6, 0))
  /// Hashes of past blocks (EIP-2935).
  package static let blockHashes = EthAddress(
    truncating: UInt256(limbs: 0x335b_1753_2000_2935, 0x27f1_c53a_10cb_7a02, 0x0000_f908, 0))
  /// Withdrawal requests (EIP-7002).
  package static let withdrawalRequests = EthAddress(
    truncating: UInt256(limbs: 0xd835_79a6_4c00_7002, 0xef48_0eb5_5e80_d19a, 0x0000_0961, 0))
  /// Consolidation requests (EIP-7251).
  package static let consolidationRequests = EthAddress(
    truncating: UInt256(limbs: 0x8b00_f3a5_9000_7251, 0xc7ce_4886_42fb_579f, 0x0000_bbdd, 0))

  /// Gas of each call; it counts for nothing else (EIP-4788).
  static let gas: Int64 = 30_000_000
}

extension EthereumHost {
  /// Calls a system contract outside any transaction: what it returned, or nil when it failed.
  func callSystemContract(_ address: EthAddress, input: [UInt8]) throws(BlockError) -> [UInt8]? {
    world.beginTransaction()
    context.transaction = TransactionContext(
      origin: SystemContracts.caller, gasPrice: context.block.baseFee)
    do {
      let result = try input.withByteView { input throws(HaltReason) in
        try interpreter.start(
          CallMessage(
            kind: .call, gas: SystemContracts.gas, recipient: address, codeAddress: address,
            sender: SystemContracts.caller, input: input),
          host: self)
      }
      world.finishTransaction()
      return result.reason.isSuccess ? result.output : nil
    } catch {
      throw .systemCall(address)
    }
  }

  /// Calls a contract that must be there and succeed.
  func readRequests(of address: EthAddress) throws(BlockError) -> [UInt8] {
    guard world.code(of: address).count > 0,
      let output = try callSystemContract(address, input: [])
    else { throw .systemCall(address) }
    return output
  }
}
