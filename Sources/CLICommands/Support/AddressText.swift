import Filecoin
import Primitives

/// Addresses in any form a person may type.
enum AddressText {
  /// Reads 0x and 40 digits, or Filecoin's text of either network. An Ethereum address that masks an
  /// actor id becomes that id.
  static func parse(_ text: String) throws(CLIError) -> Address {
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      let bytes: [UInt8]
      do {
        bytes = try Hex.decode(text)
      } catch {
        throw CLIError("\"\(text)\" is no address: \(error)")
      }
      guard let address = EthAddress(bytes) else {
        throw CLIError("\"\(text)\" is no address: 20 bytes expected, \(bytes.count) given")
      }
      return Address(address)
    }
    guard let first = text.first, first == "f" || first == "t" else {
      throw CLIError("\"\(text)\" is no address: expected 0x, f or t in front")
    }
    do {
      return try Address(text: text)
    } catch {
      throw CLIError("\"\(text)\" is no address: \(error)")
    }
  }
}
