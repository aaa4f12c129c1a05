/// A private key with the chain code that its children derive from (BIP-32).
public struct ExtendedPrivateKey: Hashable, Sendable {
  /// 32 bytes, big-endian, in 1..<n.
  public let key: [UInt8]
  /// 32 bytes.
  public let chainCode: [UInt8]

  /// Nil when the key is not in 1..<n or the chain code has not 32 bytes.
  public init?(key: [UInt8], chainCode: [UInt8]) {
    guard Secp256k1.isValid(privateKey: key), chainCode.count == 32 else { return nil }
    self.key = key
    self.chainCode = chainCode
  }

  /// The child at an index, hardened from 2^31 on (BIP-32 CKDpriv).
  public func child(_ index: UInt32) throws(HDWallet.DerivationError) -> ExtendedPrivateKey {
    let parent: [UInt8]
    if index >> 31 == 1 {
      parent = [0] + key
    } else {
      guard let publicKey = Secp256k1.publicKey(of: key, compressed: true) else {
        throw .noKey(index: index)
      }
      parent = publicKey
    }
    let number = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: index >> $0) }
    let code = SHA512.authenticationCode(key: chainCode, message: parent + number)
    guard let key = Secp256k1.adding(tweak: Array(code[..<32]), toPrivateKey: key),
      let child = ExtendedPrivateKey(key: key, chainCode: Array(code[32...]))
    else { throw .noKey(index: index) }
    return child
  }
}
