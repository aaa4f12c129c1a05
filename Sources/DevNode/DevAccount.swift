package import Cryptography
package import Primitives

/// A funded account of a development chain; its key is public knowledge.
package struct DevAccount: Hashable, Sendable {
  package var address: EthAddress
  /// 32 bytes.
  package var privateKey: [UInt8]

  package init(address: EthAddress, privateKey: [UInt8]) {
    self.address = address
    self.privateKey = privateKey
  }

  /// The first accounts of a phrase, under the path m/44'/60'/0'/0/n.
  package static func derive(
    mnemonic: String, count: Int
  ) throws(HDWallet.DerivationError) -> [DevAccount] {
    let wallet = try HDWallet(mnemonic: mnemonic)
    var accounts: [DevAccount] = []
    for index in 0..<UInt32(count) {
      let key = try wallet.privateKey(account: index)
      guard let address = Secp256k1.address(of: key) else { throw .noKey(index: index) }
      accounts.append(DevAccount(address: address, privateKey: key))
    }
    return accounts
  }
}
