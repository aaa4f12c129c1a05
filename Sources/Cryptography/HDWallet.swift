/// Keys derived from a phrase: BIP-39 turns words into a seed, BIP-32 a seed into a tree of keys.
public struct HDWallet: Sendable {
  /// Why a phrase or path gives no key.
  public enum DerivationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// BIP-39 asks for Unicode's NFKD form; only ASCII text, which is in it, is taken.
    case notASCII(position: Int)
    /// The number of words is not 12, 15, 18, 21 or 24.
    case wordCount(Int)
    /// BIP-32 allows seeds of 16 to 64 bytes.
    case seedLength(Int)
    /// `text` is no path like `m/44'/60'/0'/0/0`; `position` counts its parts from 0.
    case malformedPath(String, position: Int)
    /// The key at this index does not exist (probability below 2^-127, BIP-32).
    case noKey(index: UInt32)

    public var description: String {
      switch self {
      case .notASCII(let position): "the text has a character outside ASCII at byte \(position)"
      case .wordCount(let count): "a mnemonic has 12, 15, 18, 21 or 24 words, not \(count)"
      case .seedLength(let count): "a seed has 16 to 64 bytes, not \(count)"
      case .malformedPath(let text, let position):
        "malformed derivation path \"\(text)\" at part \(position)"
      case .noKey(let index): "no key at index \(index)"
      }
    }
  }

  /// The root of the tree.
  public let master: ExtendedPrivateKey

  /// From a mnemonic. Words may be separated by any white space; the checksum of the word list is
  /// not checked, as BIP-39 allows any sentence.
  public init(mnemonic: String, passphrase: String = "") throws(DerivationError) {
    try self.init(seed: HDWallet.seed(mnemonic: mnemonic, passphrase: passphrase))
  }

  /// From a seed of 16 to 64 bytes (BIP-32 §Master key generation).
  public init(seed: [UInt8]) throws(DerivationError) {
    guard (16...64).contains(seed.count) else { throw .seedLength(seed.count) }
    let code = SHA512.authenticationCode(key: Array("Bitcoin seed".utf8), message: seed)
    guard let master = ExtendedPrivateKey(key: Array(code[..<32]), chainCode: Array(code[32...]))
    else { throw .noKey(index: 0) }
    self.master = master
  }

  /// The 64-byte seed of a mnemonic: PBKDF2-HMAC-SHA512, 2048 rounds (BIP-39).
  public static func seed(
    mnemonic: String, passphrase: String = ""
  ) throws(DerivationError) -> [UInt8] {
    for text in [mnemonic, passphrase] {
      if let position = text.utf8.enumerated().first(where: { $0.element >= 0x80 })?.offset {
        throw .notASCII(position: position)
      }
    }
    let words = mnemonic.split(whereSeparator: \.isWhitespace)
    guard [12, 15, 18, 21, 24].contains(words.count) else { throw .wordCount(words.count) }
    return SHA512.derivedKey(
      password: Array(words.joined(separator: " ").utf8), salt: Array("mnemonic\(passphrase)".utf8),
      iterations: 2048, count: 64)
  }

  /// The 32-byte private key of Ethereum's account `index`: m/44'/60'/0'/0/index (BIP-44).
  public func privateKey(account index: UInt32) throws(DerivationError) -> [UInt8] {
    try privateKey(path: "m/44'/60'/0'/0/\(index)")
  }

  /// The 32-byte private key at a path; hardened parts end in `'` or `h`.
  public func privateKey(path: String) throws(DerivationError) -> [UInt8] {
    try extendedKey(path: path).key
  }

  /// The key and chain code at a path.
  public func extendedKey(path: String) throws(DerivationError) -> ExtendedPrivateKey {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == "m" else { throw .malformedPath(path, position: 0) }
    var key = master
    for (position, part) in parts.enumerated().dropFirst() {
      let hardened = part.hasSuffix("'") || part.hasSuffix("h")
      let digits = hardened ? part.dropLast() : part
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt32(digits),
        number < 1 << 31
      else { throw .malformedPath(path, position: position) }
      key = try key.child(hardened ? number | 1 << 31 : number)
    }
    return key
  }
}
