import ContractABI
import DevNode
import Filecoin
import JSONText
import Primitives

/// ABI values on the command line.
enum ABIText {
  /// Takes addresses in any form that has an Ethereum address by itself.
  static var parser: ABIValueParser {
    ABIValueParser { (text) throws(ABIError) in try ethAddress(text, state: nil) }
  }

  /// Takes addresses in any form; those of keys and actors are looked up in the newest state.
  static func parser(_ chain: Chain) -> ABIValueParser {
    ABIValueParser { (text) throws(ABIError) in
      try ethAddress(text) { try chain.state(at: chain.head()) }
    }
  }

  private static func ethAddress(
    _ text: String, state: (() throws -> StateView)?
  ) throws(ABIError) -> EthAddress {
    do {
      let address = try AddressText.parse(text)
      if let own = address.ethAddress { return own }
      guard let state else {
        throw CLIError("\"\(text)\" has no Ethereum address; give the actor's id (f0…) instead")
      }
      guard let found = try state().ethAddress(of: address) else {
        throw CLIError("no actor has the address \(text)")
      }
      return found
    } catch {
      throw ABIError("\(error)")
    }
  }

  /// One value a line, or one JSON array.
  static func show(_ values: [ABIValue], on console: Console, json: Bool) {
    if json {
      console.print(.array(values.map(\.json)))
    } else {
      for value in values { console.print(value.text(exponents: true)) }
    }
  }
}
