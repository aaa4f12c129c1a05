import Ethereum
import JSONText
package import Primitives

extension Scenario {
  /// The account that scripts of one contract are sent by.
  package static let deployer = EthAddress(truncating: 0xde9105e4)

  /// A script that deploys a contract and sends calls to it; it expects nothing.
  ///
  /// `calls` are labels with calldata. All steps have the same sender, which has 10^9 FIL.
  package static func deployment(
    name: String, code: [UInt8], value: UInt256 = .zero, calls: [(label: String, data: [UInt8])],
    fork: Revision = .prague
  ) throws(VectorError) -> Scenario {
    let contract = ContractAddress.create(from: deployer, nonce: 0)
    func step(
      _ index: Int, _ kind: String, _ to: JSONValue, _ value: UInt256, _ data: [UInt8],
      _ label: String
    ) -> JSONValue {
      [
        "i": .number(index), "kind": .string(kind), "from": .string(deployer.description),
        "to": to, "value": .string(value.hexQuantity), "gas": .number(16_000_000),
        "data": .string(Hex.encode(data, prefix: true)), "label": .string(label),
        "block": [
          "number": .number(1000 + index), "timestamp": .number(1_700_000_000 + 30 * index),
        ],
        "expect": ["status": .number(1), "logs": []],
      ]
    }
    var steps = [step(0, "deploy", .null, value, code, "deploy \(name)")]
    for (index, call) in calls.enumerated() {
      steps.append(
        step(index + 1, "tx", .string(contract.description), .zero, call.data, call.label))
    }
    var accounts = JSONObject()
    accounts[deployer.description] = [
      "balance": .string("0x33b2e3c9fd0803ce8000000"), "nonce": .string("0x0"),
    ]
    return try Scenario([
      "format": .string(format), "name": .string(name),
      "env": [
        "chainId": .number(31_415_926), "coinbase": .string(EthAddress.zero.description),
        "gasLimit": .number(10_000_000_000 as UInt64), "baseFee": .number(0),
        "prevRandao": .string("0x" + String(repeating: "11", count: 32)),
      ],
      "pre": .object(accounts),
      "forks": [.string(fork.name)], "steps": .array(steps),
    ])
  }
}
