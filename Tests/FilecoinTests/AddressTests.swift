import Cryptography
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Filecoin

@Suite struct AddressTests {
  @Test func addressesHaveTheirForms() throws {
    for vector in try GoldenVectors.cases("addresses") {
      let id = try vector.text("id")
      let address = try Address(bytes: try vector.hex("bytes"))
      #expect(address.bytes == (try vector.hex("bytes")), "\(id)")
      #expect(address.cborBytes == (try vector.hex("cbor")), "\(id)")
      #expect(try Address(cborBytes: try vector.hex("cbor")) == address, "\(id)")
      #expect(address.protocolNumber == UInt8(try vector.integer("protocol")), "\(id)")
      for (network, key) in [(AddressNetwork.mainnet, "mainnet"), (.testnet, "testnet")] {
        let text = try vector.text(key)
        #expect(address.text(network: network) == text, "\(id)")
        #expect(try Address(text: text) == address, "\(id)")
        #expect(try Address(text: text, network: network) == address, "\(id)")
        let other: AddressNetwork = network == .mainnet ? .testnet : .mainnet
        #expect(throws: AddressError.unknownNetwork, "\(id)") {
          try Address(text: text, network: other)
        }
      }
      switch vector["derived_from"]?.string {
      case "secp256k1-pubkey":
        #expect(Address(secp256k1PublicKey: try vector.hex("input")) == address, "\(id)")
      case .some(let kind) where kind.hasPrefix("actor"):
        #expect(Address(actorSeed: try vector.hex("input")) == address, "\(id)")
      default: break
      }
      if vector["namespace"] != nil {
        let delegated = Address.delegated(
          namespace: try vector.integer("namespace"), subaddress: try vector.hex("subaddress"))
        #expect(delegated == address, "\(id)")
      }
      if vector["actor_id"] != nil {
        #expect(address.actorID == (try vector.integer("actor_id")), "\(id)")
      }
      if vector["eth"] != nil {
        #expect(address.ethAddress?.bytes == (try vector.hex("eth")), "\(id)")
      }
      if vector["eth_masked"] != nil {
        #expect(address.ethAddress?.bytes == (try vector.hex("eth_masked")), "\(id)")
      }
    }
  }

  @Test func malformedAddressesAreRefused() throws {
    for vector in try GoldenVectors.cases("addresses_invalid") {
      let id = try vector.text("id")
      let expected = try vector.text("error")
      #expect("\(id)") {
        if try vector.text("form") == "text" {
          _ = try Address(text: try vector.text("value"))
        } else {
          _ = try Address(bytes: try vector.hex("value"))
        }
      } throws: { error in
        guard let error = error as? AddressError else { return false }
        return expected == "any" || expected == name(of: error)
      }
    }
  }

  /// The reference implementation's name of an error.
  private func name(of error: AddressError) -> String {
    switch error {
    case .unknownNetwork: "UnknownNetwork"
    case .unknownProtocol: "UnknownProtocol"
    case .invalidLength: "InvalidLength"
    case .invalidPayload: "InvalidPayload"
    case .invalidPayloadLength(let count): "InvalidPayloadLength(\(count))"
    case .invalidChecksum: "InvalidChecksum"
    case .invalidBase32: "Base32Decoding"
    }
  }

  @Test func ethereumAddressesMapBothWays() throws {
    for vector in try GoldenVectors.cases("eth_address_map") {
      let id = try vector.text("id")
      let address = try Address(text: try vector.text("fil"))
      #expect(address.bytes == (try vector.hex("fil_bytes")), "\(id)")
      guard let eth = EthAddress(hex: vector["eth"]?.string ?? "") else {
        #expect(address.ethAddress == nil, "\(id)")
        continue
      }
      #expect(Address(eth) == address, "\(id)")
      #expect(address.ethAddress == eth, "\(id)")
      #expect(eth.maskedActorID == vector["masked_id"]?.string.flatMap { UInt64($0) }, "\(id)")
    }
  }

  @Test func signersHaveTheirAddresses() throws {
    for vector in try GoldenVectors.cases("delegated_signers") {
      let id = try vector.text("id")
      let eth: EthAddress?
      if vector["private_key"] != nil {
        let key = try #require(UInt256(text: try vector.text("private_key"))).bigEndianBytes
        eth = Secp256k1.address(of: key)
        let publicKey = try #require(Secp256k1.publicKey(of: key))
        if let text = vector["secp_f1"]?.string {
          #expect(Address(secp256k1PublicKey: publicKey).description == text, "\(id)")
        }
      } else {
        eth = Secp256k1.address(ofPublicKey: try vector.hex("public_key"))
      }
      #expect(eth == EthAddress(hex: try vector.text("eth")), "\(id)")
      let fil = try vector.text("fil")
      #expect(eth.map { Address.ethereum($0).description } == fil, "\(id)")
    }
  }

  @Test func damagedAddressesAreErrors() throws {
    var random = SystemRandomNumberGenerator()
    let seeds = try GoldenVectors.cases("addresses").map {
      (try $0.hex("bytes"), Array(try $0.text("mainnet").utf8))
    }
    for round in 0..<4000 {
      var (bytes, text) = seeds[round % seeds.count]
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      text[Int.random(in: 0..<text.count, using: &random)] = .random(in: 0...127, using: &random)
      if let address = try? Address(bytes: bytes) { #expect(address.bytes == bytes) }
      let name = String(decoding: text, as: UTF8.self)
      if let address = try? Address(text: name, network: .mainnet), address.actorID == nil {
        #expect(address.description == name)
      }
    }
  }
}
