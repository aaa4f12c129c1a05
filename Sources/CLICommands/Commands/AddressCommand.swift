package import ArgumentParser
import Cryptography
import Filecoin
import JSONText
import Primitives

/// `fevm address`: every form of an address.
package struct AddressCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "address",
    abstract: "Show every form of an address.",
    discussion: """
      EXAMPLES:
        fevm address 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266
        fevm address f0100
      """)

  @Argument(help: "An address: 0x…, f0…, f1…, f2…, f3…, f410f… or t….")
  var address: String

  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let address = try AddressText.parse(address)
    var report = Report()
    if let ethereum = address.ethAddress {
      report.add("ethereum", ethereum.checksummed, json: .string(ethereum.description))
    }
    report.add("filecoin", address.text())
    report.add("testnet", address.text(network: .testnet))
    report.add("bytes", Hex.encode(address.bytes, prefix: true))
    report.add("kind", Self.kind(of: address))
    report.show(on: console, json: output.json)
  }

  private static func kind(of address: Address) -> String {
    switch address {
    case .id: "actor id"
    case .secp256k1: "secp256k1 key"
    case .actor: "actor"
    case .bls: "BLS key"
    case .delegated(WellKnownActor.ethereumAddressManager, _): "Ethereum address"
    case .delegated(let namespace, _): "address under the manager f0\(namespace)"
    }
  }
}
