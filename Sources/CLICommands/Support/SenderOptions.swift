import ArgumentParser
import ContractABI
import Cryptography
import DevNode
import Ethereum
import Filecoin
import Primitives

/// Who signs, and what a transaction may cost.
struct SenderOptions: ParsableArguments {
  @Option(help: "The sender: one of the chain's accounts (the first by default).")
  var from: String?

  @Option(help: "Sign with this key (32 bytes of hex) instead.")
  var privateKey: String?

  @Option(help: "Gas limit in Filecoin gas; estimated by default.")
  var gasLimit: String?

  @Option(help: "Highest fee a gas unit, or the price with --legacy: 100, 2gwei, 5nanoFIL.")
  var gasPrice: String?

  @Option(help: "Tip a gas unit.")
  var priorityGasPrice: String?

  @Option(help: "Nonce; the sender's next by default.")
  var nonce: UInt64?

  @Flag(help: "Send a legacy (EIP-155) transaction instead of an EIP-1559 one.")
  var legacy = false

  /// The tip of transactions that name none, attoFIL (lotus `MinGasPremium`).
  static let defaultTip = UInt256(100_000)

  /// A key and its address.
  struct Signer {
    var address: EthAddress
    var privateKey: [UInt8]
  }

  func signer(_ chain: Chain) throws(CLIError) -> Signer {
    let wanted: EthAddress?
    do throws(ABIError) {
      wanted = try from.map { (text) throws(ABIError) in
        try ABIText.parser(chain).address(text)
      }
    } catch {
      throw CLIError("--from: \(error)")
    }
    if let privateKey {
      let key = try HexText.parse(privateKey, what: "private key")
      guard let address = Secp256k1.address(of: key) else {
        throw CLIError("the private key is no key: expected 32 bytes below the group's order")
      }
      guard wanted == nil || wanted == address else {
        throw CLIError("the private key is of \(address.checksummed), not of --from")
      }
      return Signer(address: address, privateKey: key)
    }
    let accounts = chain.accounts
    guard
      let account = wanted == nil ? accounts.first : accounts.first(where: { $0.address == wanted })
    else {
      throw CLIError(
        "no key for \(wanted?.checksummed ?? "a sender"): give --private-key, "
          + "or --from one of `fevm accounts`")
    }
    return Signer(address: account.address, privateKey: account.privateKey)
  }

  func parsedGasLimit() throws(CLIError) -> UInt64? {
    guard let gasLimit else { return nil }
    return try Self.gas(gasLimit)
  }

  static func gas(_ text: String) throws(CLIError) -> UInt64 {
    guard let limit = try amount(text, option: "--gas-limit").asUInt64 else {
      throw CLIError("--gas-limit: \(text) is more than 64 bits")
    }
    return limit
  }

  /// What a gas unit may cost and what of it is tip, attoFIL.
  func fees(_ chain: Chain) throws -> (cap: UInt256, tip: UInt256) {
    let price = try gasPrice.map { try Self.amount($0, option: "--gas-price") }
    let tip = try priorityGasPrice.map { try Self.amount($0, option: "--priority-gas-price") }
    let baseFee = try chain.nextBaseFee().atto.asUInt256 ?? .zero
    let defaultTip = min(tip ?? Self.defaultTip, price ?? .max)
    let cap = price ?? baseFee + baseFee + defaultTip
    guard tip.map({ $0 <= cap }) ?? true else {
      throw CLIError("--priority-gas-price is above --gas-price")
    }
    return (cap, legacy ? cap : defaultTip)
  }

  static func amount(_ text: String, option: String) throws(CLIError) -> UInt256 {
    do {
      return try AmountText.parse(text)
    } catch {
      throw CLIError("\(option): \(error)")
    }
  }
}

/// The value that a call carries.
struct ValueOptions: ParsableArguments {
  @Option(help: "FIL to send along: 1ether, 0.5FIL, 10gwei; plain numbers are wei (attoFIL).")
  var value: String?

  func amount() throws(CLIError) -> UInt256 {
    try value.map { (text) throws(CLIError) in try SenderOptions.amount(text, option: "--value") }
      ?? .zero
  }
}
