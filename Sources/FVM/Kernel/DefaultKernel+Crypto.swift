import Cryptography
import Filecoin
import Primitives

/// Signatures and hashes.
extension DefaultKernel: CryptoOperations {
  func verifySignature(
    type: UInt32, signature: [UInt8], signer: Address, plaintext: [UInt8]
  ) throws(KernelError) -> Bool {
    try syscall("crypto::verify_signature") { () throws(KernelError) in
      guard let kind = UInt8(exactly: type).flatMap(Signature.Kind.init(rawValue:)),
        kind != .delegated
      else { throw .syscall(.illegalArgument, "unknown signature type \(type)") }
      try manager.charge(prices.onVerifySignature(type: kind, length: plaintext.count))
      switch (kind, signer) {
      case (.secp256k1, .secp256k1):
        return SecpSignature.isValid(signature, over: plaintext, by: signer)
      case (.bls, .bls(let key)):
        return BLSSignature.isValid(signature, over: plaintext, by: key)
      case (_, .secp256k1), (_, .bls):
        return false
      case (_, .id), (_, .actor), (_, .delegated):
        throw .syscall(
          .illegalArgument, "address protocol \(signer.protocolNumber) not supported")
      }
    }
  }

  func recoverSecpPublicKey(
    digest: [UInt8], signature: [UInt8]
  ) throws(KernelError) -> [UInt8] {
    try syscall("crypto::recover_secp_public_key") { () throws(KernelError) in
      guard let digest = Hash256(digest), signature.count == 65 else {
        throw .syscall(.illegalArgument, "a digest has 32 bytes and a signature 65")
      }
      try manager.charge(prices.onRecoverSecpPublicKey())
      guard let key = SecpSignature.recover(digest: digest, signature: signature) else {
        throw .syscall(.illegalArgument, "public key recovery failed")
      }
      return key
    }
  }

  func hash(_ code: UInt64, _ data: [UInt8]) throws(KernelError) -> [UInt8] {
    try syscall("crypto::hash") { () throws(KernelError) in
      guard let function = HashFunction(rawValue: code) else {
        throw .syscall(.illegalArgument, "unsupported hash code \(code)")
      }
      try manager.charge(prices.onHashing(function, length: data.count))
      return switch function {
      case .sha256: SHA256.hash(data)
      case .keccak256: Keccak256.hash(data).bytes
      case .ripemd160: RIPEMD160.hash(data)
      case .blake2b256: Blake2b.hash(data, size: 32)
      case .blake2b512: Blake2b.hash(data, size: 64)
      }
    }
  }
}

/// Filecoin's secp256k1 signatures: r ‖ s ‖ recovery id over BLAKE2b-256
/// (ref-fvm `shared/src/crypto/signature.rs`).
enum SecpSignature {
  static func isValid(_ signature: [UInt8], over plaintext: [UInt8], by signer: Address) -> Bool {
    guard let digest = Hash256(Blake2b.hash(plaintext, size: 32)),
      let key = recover(digest: digest, signature: signature)
    else { return false }
    return Address(secp256k1PublicKey: key) == signer
  }

  static func recover(digest: Hash256, signature: [UInt8]) -> [UInt8]? {
    guard signature.count == 65, let r = UInt256(bigEndian: signature[..<32]),
      let s = UInt256(bigEndian: signature[32..<64]), signature[64] < 4
    else { return nil }
    return Secp256k1.recoverPublicKey(digest: digest, r: r, s: s, recoveryID: signature[64])
  }
}
