package import Primitives

/// The precompiled contracts that are alive under a set of rules, by address.
package struct PrecompileTable: Sendable {
  /// Indexed by the address as a number; every address is below 0x101.
  private let slots: [Precompile?]

  /// The addresses in rising order: those that EIP-2929 has warm from the start.
  package let addresses: [EthAddress]

  /// The contracts of an Ethereum revision.
  package init(_ revision: Revision) { self = Self.byRevision[Int(revision.rawValue)] }

  /// The contracts that Filecoin's EVM shares with Ethereum (FIP-0054, FIP-0105, FIP-0113): all of
  /// Osaka's but point evaluation.
  ///
  /// Filecoin has no prices for them: `gas` tells Ethereum's, as a measure of the work. Its own
  /// contracts at 0xfe00…01 and on need the kernel and are no part of this table.
  package static let filecoin = PrecompileTable(
    Self.rows.compactMap { row in
      switch row.number {
      case 0x05:
        row.precompile(
          under: .osaka, price: .computed(ModExpContract.gasOnFilecoin),
          function: ModExpContract.runOnFilecoin)
      case 0x0a: nil
      default: row.precompile(under: .osaka)
      }
    })

  private init(_ precompiles: [Precompile]) {
    var slots = [Precompile?](repeating: nil, count: 0x101)
    for precompile in precompiles { slots[Int(precompile.address.word.limb0)] = precompile }
    self.slots = slots
    addresses = precompiles.map(\.address)
  }

  /// The contract at an address; nil where there is none.
  package subscript(address: EthAddress) -> Precompile? {
    let word = address.word
    guard word.fitsUInt64, word.limb0 < 0x101 else { return nil }
    return slots[Int(word.limb0)]
  }

  /// Whether the address has a contract of this table.
  @inline(__always)
  package func contains(_ address: EthAddress) -> Bool {
    // Nearly every address is one that no table has.
    address.word.fitsUInt64 && address.word.limb0 < 0x101 && self[address] != nil
  }

  /// Every contract, in the order of the addresses.
  package var precompiles: [Precompile] { addresses.compactMap { self[$0] } }

  private static let byRevision = Revision.allCases.map { revision in
    PrecompileTable(rows.compactMap { $0.precompile(under: revision) })
  }

  private static let rows: [PrecompileRow] = [
    .init(0x01, "ECREC", ECRecoverContract.history),
    .init(0x02, "SHA256", SHA256Contract.history),
    .init(0x03, "RIPEMD160", RIPEMD160Contract.history),
    .init(0x04, "ID", IdentityContract.history),
    .init(0x05, "MODEXP", ModExpContract.history),
    .init(0x06, "BN254_ADD", BN254AddContract.history),
    .init(0x07, "BN254_MUL", BN254MulContract.history),
    .init(0x08, "BN254_PAIRING", BN254PairingContract.history),
    .init(0x09, "BLAKE2F", Blake2FContract.history),
    .init(0x0a, "KZG_POINT_EVALUATION", PointEvaluationContract.history),
    .init(0x0b, "BLS12_G1ADD", BLS12G1AddContract.history),
    .init(0x0c, "BLS12_G1MSM", BLS12G1MSMContract.history),
    .init(0x0d, "BLS12_G2ADD", BLS12G2AddContract.history),
    .init(0x0e, "BLS12_G2MSM", BLS12G2MSMContract.history),
    .init(0x0f, "BLS12_PAIRING_CHECK", BLS12PairingContract.history),
    .init(0x10, "BLS12_MAP_FP_TO_G1", BLS12MapToG1Contract.history),
    .init(0x11, "BLS12_MAP_FP2_TO_G2", BLS12MapToG2Contract.history),
    .init(0x100, "P256VERIFY", P256VerifyContract.history),
  ]
}

/// A precompile through all revisions.
private struct PrecompileRow {
  let number: UInt64
  let name: String
  let history: [PrecompileVersion]

  init(_ number: UInt64, _ name: String, _ history: [PrecompileVersion]) {
    self.number = number
    self.name = name
    self.history = history
  }

  /// The version that holds under a revision, running `function` in place of its own if given.
  func precompile(
    under revision: Revision, price: Price? = nil,
    function: Precompile.Function? = nil
  ) -> Precompile? {
    guard let first = history.first, let version = history.last(where: { $0.since <= revision })
    else { return nil }
    return Precompile(
      address: EthAddress(truncating: UInt256(number)), name: name, since: first.since,
      price: price ?? version.price, function: function ?? version.run)
  }
}

/// How a precompile is from one revision on.
struct PrecompileVersion: Sendable {
  let since: Revision
  let price: Price
  let run: Precompile.Function

  /// `eip` is where price and function are specified; Frontier's are in the Yellow Paper, appendix E.
  init(_ since: Revision, eip: Int?, _ price: Price, run: @escaping Precompile.Function) {
    self.since = since
    self.price = price
    self.run = run
  }
}
