import ContractABI
import Filecoin
import JSONText
import Primitives

/// ABI values on the command line.
enum ABIText {
  /// Takes addresses in any form that has an Ethereum address.
  static let parser = ABIValueParser { (text) throws(ABIError) in
    do throws(CLIError) {
      guard let address = try AddressText.parse(text).ethAddress else {
        throw CLIError("\"\(text)\" has no Ethereum address; give the actor's id (f0…) instead")
      }
      return address
    } catch {
      throw ABIError(error.description)
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
