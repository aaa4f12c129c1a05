import Ethereum
import Primitives

extension ChainConfiguration {
  /// The chain that a test's network names: a fork, or a transition as in
  /// `HomesteadToEIP150At5`, `CancunToPragueAtTime15k` and `ArrowGlacierToParisAtDiffC0000`.
  init?(network: String) {
    if let revision = Revision(network: network) {
      self.init(revision)
      return
    }
    guard let names = network.firstRange(of: "To"),
      let mark = network[names.upperBound...].firstRange(of: "At"),
      let before = Revision(network: network[..<names.lowerBound]),
      let activation = Activation(network[mark.upperBound...])
    else { return nil }
    let target = network[names.upperBound..<mark.lowerBound]
    if target == "Dao", case .block(let number) = activation {
      self.init(forks: [Fork(before, at: .block(0))], daoForkBlock: number)
      return
    }
    guard let after = Revision(network: target) else { return nil }
    self.init(forks: [Fork(before, at: .block(0)), Fork(after, at: activation)])
  }
}

extension ChainConfiguration.Activation {
  /// `5`, `Time15k`, `DiffC0000`.
  fileprivate init?(_ text: Substring) {
    if text.hasPrefix("Diff") {
      guard let difficulty = UInt256(text: "0x" + text.dropFirst(4)) else { return nil }
      self = .totalDifficulty(difficulty)
    } else if text.hasPrefix("Time") {
      let digits = text.dropFirst(4)
      let isThousands = digits.hasSuffix("k")
      guard let time = UInt64(isThousands ? digits.dropLast() : digits) else { return nil }
      self = .timestamp(isThousands ? time * 1000 : time)
    } else {
      guard let number = UInt64(text) else { return nil }
      self = .block(number)
    }
  }
}

extension Revision {
  /// The rules of a network; those that only delay the difficulty bomb are their predecessor's.
  fileprivate init?(network: some StringProtocol) {
    switch network {
    case "ArrowGlacier", "GrayGlacier": self = .london
    case "MuirGlacier": self = .istanbul
    default: self.init(name: network)
    }
  }
}
