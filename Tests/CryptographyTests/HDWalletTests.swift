import Cryptography
import Primitives
import Testing

@Suite struct HDWalletTests {
  /// The accounts that development chains print for their well-known phrase.
  @Test func theDevelopmentPhraseGivesTheKnownAccounts() throws {
    let wallet = try HDWallet(
      mnemonic: "test test test test test test test test test test test junk")
    let accounts = [
      (
        "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
        "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
      ),
      (
        "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
        "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
      ),
      (
        "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
        "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"
      ),
    ]
    for (index, (address, key)) in accounts.enumerated() {
      let privateKey = try wallet.privateKey(account: UInt32(index))
      #expect(Hex.encode(privateKey) == key)
      #expect(Secp256k1.address(of: privateKey)?.description == address)
    }
  }

  /// trezor/python-mnemonic vectors.json, which BIP-39 refers to; the passphrase is TREZOR.
  @Test func seedsAreThoseOfTheReference() throws {
    let cases = [
      (
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
          + " about",
        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c9"
          + "2f2cf141630c7a3c4ab7c81b2f001698e7463b04"
      ),
      (
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6fa457fe1296106559a3c80937"
          + "a1c1069be3a3a5bd381ee6260e8d9739fce1f607"
      ),
    ]
    for (mnemonic, seed) in cases {
      #expect(Hex.encode(try HDWallet.seed(mnemonic: mnemonic, passphrase: "TREZOR")) == seed)
    }
  }

  /// BIP-32 test vectors 1, 2 and 3 (leading zeros): key and chain code out of the `xprv` texts.
  @Test func childrenAreThoseOfTheStandard() throws {
    let seeds = [
      "000102030405060708090a0b0c0d0e0f",
      "fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e"
        + "7b7875726f6c696663605d5a5754514e4b484542",
      "4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5a"
        + "b5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be",
    ]
    let cases: [(seed: Int, path: String, text: String)] = [
      (
        0, "m",
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRN"
          + "NU3TGtRBeJgk33yuGBxrMPHi"
      ),
      (
        0, "m/0'",
        "xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11e"
          + "ZG7XnxHrnYeSvkzY7d2bhkJ7"
      ),
      (
        0, "m/0h/1",
        "xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MS"
          + "Y3H2EU4pWcQDnRnrVA1xe8fs"
      ),
      (
        0, "m/0'/1/2'/2/1000000000",
        "xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSru"
          + "oUihUZREPSL39UNdE3BBDu76"
      ),
      (
        1, "m/0/2147483647'/1/2147483646'/2",
        "xprvA2nrNbFZABcdryreWet9Ea4LvTJcGsqrMzxHx98MMrotbir7yrKCEXw7nadnHM8Dq38EGfSh6dqA9QWTyef"
          + "MLEcBYJUuekgW4BYPJcr9E7j"
      ),
      (
        2, "m/0'",
        "xprv9uPDJpEQgRQfDcW7BkF7eTya6RPxXeJCqCJGHuCJ4GiRVLzkTXBAJMu2qaMWPrS7AANYqdq6vcBcBUdJCVV"
          + "FceUvJFjaPdGZ2y9WACViL4L"
      ),
    ]
    for (seed, path, text) in cases {
      let wallet = try HDWallet(seed: Hex.decode(seeds[seed]))
      let key = try wallet.extendedKey(path: path)
      // version (4) ‖ depth (1) ‖ fingerprint (4) ‖ index (4) ‖ chain code (32) ‖ 0 ‖ key (32)
      let payload = try #require(base58Check(text), "\(text)")
      #expect(key.chainCode == Array(payload[13..<45]), "\(path)")
      #expect(key.key == Array(payload[46..<78]), "\(path)")
    }
  }

  @Test func phrasesAndPathsThatGiveNoKeySayWhy() throws {
    #expect(throws: HDWallet.DerivationError.wordCount(2)) { try HDWallet(mnemonic: "a b") }
    #expect(throws: HDWallet.DerivationError.notASCII(position: 3)) {
      try HDWallet(mnemonic: "abcé")
    }
    #expect(throws: HDWallet.DerivationError.seedLength(15)) {
      try HDWallet(seed: [UInt8](repeating: 1, count: 15))
    }
    let wallet = try HDWallet(seed: [UInt8](repeating: 1, count: 16))
    let malformed = [
      ("", 0), ("n/1", 0), ("m/", 1), ("m/0/x", 2), ("m/2147483648", 1), ("m/-1", 1), ("m//1", 1),
    ]
    for (path, position) in malformed {
      #expect(throws: HDWallet.DerivationError.malformedPath(path, position: position)) {
        try wallet.privateKey(path: path)
      }
    }
  }
}

/// The 78 payload bytes of a Base58Check text, or nil when its checksum is wrong.
private func base58Check(_ text: String) -> [UInt8]? {
  let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
  var bytes = [UInt8](repeating: 0, count: 82)
  for digit in text.utf8 {
    guard var carry = alphabet.firstIndex(of: digit) else { return nil }
    for index in bytes.indices.reversed() {
      carry += 58 * Int(bytes[index])
      bytes[index] = UInt8(carry & 0xff)
      carry >>= 8
    }
  }
  let payload = Array(bytes[..<78])
  guard SHA256.hash(SHA256.hash(payload))[..<4] == bytes[78...] else { return nil }
  return payload
}
