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

  /// What is typed as 0x stays as it is. An actor's id becomes the Ethereum address that the actor
  /// goes by, so that one account is not two to a contract; where no state is at hand, or no such
  /// actor in it, the id is masked.
  private static func ethAddress(
    _ text: String, state: (() throws -> StateView)?
  ) throws(ABIError) -> EthAddress {
    do {
      let address = try AddressText.parse(text)
      if text.hasPrefix("0x") || text.hasPrefix("0X"), let own = address.ethAddress { return own }
      if let state, let found = try state().ethAddress(of: address) { return found }
      if let own = address.ethAddress { return own }
      throw CLIError(
        state == nil
          ? "\"\(text)\" has no Ethereum address; give the actor's id (f0…) instead"
          : "no actor has the address \(text)")
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
