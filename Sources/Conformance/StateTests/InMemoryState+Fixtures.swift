import Cryptography
import EVM
import Ethereum
package import EthereumExecution
package import JSONText
package import Primitives

/// States from and to vector files.
extension InMemoryState {
  /// The state that a file lists.
  package init(fixtures: [AccountFixture]) {
    var accounts: [EthAddress: InMemoryAccount] = [:]
    accounts.reserveCapacity(fixtures.count)
    for fixture in fixtures {
      accounts[fixture.address] = InMemoryAccount(
        nonce: fixture.nonce, balance: fixture.balance, code: fixture.code,
        storage: fixture.storage)
    }
    self.init(accounts)
  }

  /// The first account, by address, that is not as listed, and how; nil if all are.
  package func firstDifference(from fixtures: [AccountFixture]) -> String? {
    var wanted: [EthAddress: AccountFixture] = [:]
    for fixture in fixtures { wanted[fixture.address] = fixture }
    for address in Set(wanted.keys).union(accounts.keys).sorted() {
      switch (accounts[address], wanted[address]) {
      case (nil, _?): return "account \(address) is missing"
      case (_?, nil): return "account \(address) should not exist"
      case (let got?, let want?):
        if let difference = Self.difference(got, want) {
          return "account \(address): \(difference)"
        }
      case (nil, nil): break
      }
    }
    return nil
  }

  private static func difference(_ got: InMemoryAccount, _ want: AccountFixture) -> String? {
    if got.nonce != want.nonce { return "nonce got \(got.nonce), want \(want.nonce)" }
    if got.balance != want.balance {
      return "balance got \(got.balance.hexQuantity), want \(want.balance.hexQuantity)"
    }
    if got.codeHash != Keccak256.hash(want.code) { return "code differs" }
    for key in Set(got.storage.keys).union(want.storage.keys).sorted() {
      let (left, right) = (got.storage[key] ?? .zero, want.storage[key] ?? .zero)
      if left != right {
        return "slot \(key.hexQuantity) got \(left.hexQuantity), want \(right.hexQuantity)"
      }
    }
    return nil
  }

  /// The state as go-ethereum dumps it, its root computed.
  package func dump() -> JSONValue { dump(root: stateRoot()) }

  /// The state as go-ethereum dumps it: accounts in the order of addresses.
  package func dump(root: Hash256) -> JSONValue {
    var list = JSONObject()
    for (address, account) in accounts.sorted(by: { $0.key < $1.key }) {
      var object = JSONObject([
        ("balance", .string(account.balance.description)), ("nonce", .number(account.nonce)),
        ("root", .string(account.storageRoot.description)),
        ("codeHash", .string(account.codeHash.description)),
      ])
      let code = account.code.view.bytes
      if !code.isEmpty { object["code"] = .string(Hex.encode(code, prefix: true)) }
      if !account.storage.isEmpty {
        var slots = JSONObject()
        for (key, value) in account.storage.sorted(by: { $0.key < $1.key }) {
          slots[key.hexWord] = .string(String(value.hexQuantity.dropFirst(2)))
        }
        object["storage"] = .object(slots)
      }
      object["address"] = .string(address.description)
      object["key"] = .string(Keccak256.hash(address.bytes).description)
      list[address.description] = .object(object)
    }
    return ["root": .string(Hex.encode(root.bytes)), "accounts": .object(list)]
  }
}
