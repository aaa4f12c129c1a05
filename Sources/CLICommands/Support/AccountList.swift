import ContractABI
import Cryptography
import DevNode
import Filecoin
import JSONText
import Primitives

/// The funded accounts of a chain as text and JSON.
enum AccountList {
  /// The lines that development nodes of Ethereum print, with Filecoin's addresses beside.
  static func lines(_ chain: Chain) -> [String] {
    let balance = AmountText.decimal(chain.configuration.accountBalance.atto.asUInt256 ?? .zero)
    var lines = ["", "Available Accounts", "=================="]
    for (index, account) in chain.accounts.enumerated() {
      lines.append(
        "(\(index)) \(account.address.checksummed) (\(balance) FIL) "
          + Address.ethereum(account.address).text())
    }
    lines += ["", "Private Keys", "=================="]
    for (index, account) in chain.accounts.enumerated() {
      lines.append("(\(index)) \(Hex.encode(account.privateKey, prefix: true))")
    }
    lines += [
      "", "Mnemonic: \(chain.configuration.mnemonic)", "Derivation path: m/44'/60'/0'/0/",
      "Chain ID: \(chain.configuration.chainID.rawValue)",
    ]
    return lines
  }

  /// One object an account; the balance is the one at genesis, in attoFIL.
  static func json(_ chain: Chain) -> JSONValue {
    .array(
      chain.accounts.map { account in
        [
          "address": .string(account.address.description),
          "filecoinAddress": .string(Address.ethereum(account.address).text()),
          "privateKey": .string(Hex.encode(account.privateKey, prefix: true)),
          "initialBalance": .string(chain.configuration.accountBalance.atto.description),
        ]
      })
  }
}
