import Filecoin

/// Which addresses a message brings to life when nothing is there.
extension Address {
  /// f1 or f3: an account can be made for it.
  var isKey: Bool {
    switch self {
    case .secp256k1, .bls: true
    case .id, .actor, .delegated: false
    }
  }

  /// Under the Ethereum address manager (f410): a placeholder can be made for it.
  var isUnderEthereum: Bool {
    if case .delegated(WellKnownActor.ethereumAddressManager, _) = self { true } else { false }
  }

  /// The BLS key `c0 00 … 00`, which nobody can own.
  var isBLSZero: Bool {
    guard case .bls(let key) = self else { return false }
    return key.first == 0xc0 && key.dropFirst().allSatisfy { $0 == 0 }
  }
}
