package import EVM
package import Primitives

/// The designator that makes an account run another's code: 0xef0100 ‖ address (EIP-7702).
package enum Delegation {
  private static let prefix: [UInt8] = [0xef, 0x01, 0x00]

  /// The code of an account that delegates to `address`, 23 bytes.
  package static func designator(of address: EthAddress) -> [UInt8] { prefix + address.bytes }

  /// The delegate that a code designates; nil when it is code of its own.
  package static func delegate(of code: Code) -> EthAddress? {
    let view = code.view
    guard view.count == 23, view[0] == 0xef, view[1] == 0x01, view[2] == 0 else { return nil }
    return EthAddress(view.bytes.dropFirst(3))
  }
}
