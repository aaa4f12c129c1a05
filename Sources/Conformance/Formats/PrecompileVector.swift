package import JSONText
import Precompiles
import Primitives

/// go-ethereum's precompile vectors, which the EIPs and builtin-actors share: an input and the
/// output and gas, or that it fails.
package enum PrecompileVector {
  /// Which contract a file is about, and the revision whose prices it has.
  private struct Subject {
    var address: UInt64
    var revision: Revision
    /// Some files carry prices of a proposal that was never adopted.
    var hasGas = true
  }

  /// Runs every case of a file; nil if no contract is known by the file's name.
  package static func run(_ file: JSONValue, path: String) -> [TestResult]? {
    guard let subject = subject(path: path),
      let precompile = PrecompileTable(subject.revision)[
        EthAddress(truncating: UInt256(subject.address))]
    else { return nil }
    return (file.array ?? []).enumerated().map { position, test in
      TestResult.checking(test["Name"]?.string ?? String(position)) {
        let input = try test.at("Input", Read.bytes)
        let output = try precompile.run(input)
        if test["ExpectedError"] != nil {
          guard let output else { return }
          throw Mismatch("accepted invalid input, output \(Hex.encode(output))")
        }
        let expected = try test.at("Expected", Read.bytes)
        guard let output else { throw Mismatch("failed") }
        try expectEqual("output", got: Hex.encode(output), want: Hex.encode(expected))
        guard subject.hasGas, let gas = try test.optional("Gas", Read.uint64) else { return }
        try expectEqual("gas", got: precompile.gas(input), want: gas)
      }
    }
  }

  private static func subject(path: String) -> Subject? {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    func has(_ parts: String...) -> Bool { parts.allSatisfy { name.contains($0) } }
    if has("ecrecover") { return Subject(address: 1, revision: .istanbul) }
    if has("modexp", "7883") { return Subject(address: 5, revision: .osaka) }
    if has("modexp", "2565") { return Subject(address: 5, revision: .berlin) }
    if has("modexp") { return Subject(address: 5, revision: .byzantium) }
    if has("bn256add") { return Subject(address: 6, revision: .istanbul) }
    if has("bn256scalarmul") { return Subject(address: 7, revision: .istanbul) }
    if has("bn256pairing") { return Subject(address: 8, revision: .istanbul) }
    if has("blake2f") { return Subject(address: 9, revision: .istanbul) }
    if has("pointevaluation") { return Subject(address: 10, revision: .cancun) }
    if has("p256verify") || path.contains("7951") {
      // 3,450 is the price of RIP-7212, before EIP-7951 set 6,900.
      return Subject(address: 0x100, revision: .osaka, hasGas: !path.contains("7951"))
    }
    return blsSubject(name)
  }

  private static func blsSubject(_ name: String) -> Subject? {
    func subject(_ address: UInt64) -> Subject { Subject(address: address, revision: .prague) }
    let plain = name.replacing("_", with: "").replacing("-", with: "")
    if plain.contains("map") {
      return subject(plain.contains("g2") || plain.contains("fp2") ? 0x11 : 0x10)
    }
    if plain.contains("pairing") { return subject(0x0f) }
    let isG2 = plain.contains("g2")
    guard isG2 || plain.contains("g1") else { return nil }
    if plain.contains("add") { return subject(isG2 ? 0x0d : 0x0b) }
    // EIP-2537 has no multiplication of one point but the sum of products.
    return subject(isG2 ? 0x0e : 0x0c)
  }
}
