// swift-tools-version: 6.3

import PackageDescription

/// Every Swift target is built the same way: language mode 6, no implicit unsafe code,
/// imports are internal unless a signature needs them, and a warning is an error.
let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A library target of ours; `dependencies` names exactly what its sources import.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// The tests of one target, plus what else they import.
func tests(
  _ target: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(target)Tests",
    dependencies: [.target(name: target)] + dependencies,
    resources: resources,
    swiftSettings: swiftSettings)
}

let package = Package(
  name: "fevm",
  products: [.executable(name: "fevm", targets: ["fevm"])],
  dependencies: [
    // Subcommands, flags, help texts and shell completion.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The chain's SQLite store: transactions, locks and migrations done right.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C: what Swift cannot say, and the system's libraries. Only Primitives and Cryptography import
    // these, and Benchmarks the counter of instructions.
    .target(name: "CWord"),
    .target(name: "CKeccak"),
    .target(name: "CBlake2b"),
    // A setting of the C library's allocator, for the executable alone.
    .target(name: "CAllocator"),
    .target(name: "CPerfEvents"),
    .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
    .systemLibrary(
      name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
    .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // The ground: words, bytes, text.
    library("Primitives", ["CWord"]),
    library("JSONText"),
    library(
      "Cryptography",
      ["Primitives", "CKeccak", "CBlake2b", "CGMP", "CSecp256k1", "CLibcrypto", "CWord"]),

    // The machine, and Ethereum around it.
    library("EVM", ["Primitives", "Cryptography"]),
    library("Precompiles", ["Primitives", "Cryptography"]),
    library("Ethereum", ["Primitives", "Cryptography"]),
    library(
      "EthereumExecution", ["Primitives", "Cryptography", "EVM", "Precompiles", "Ethereum"]),

    // Filecoin around the same machine.
    library("IPLD", ["Primitives", "JSONText", "Cryptography"]),
    library("Filecoin", ["Primitives", "Cryptography", "IPLD"]),
    library("FVM", ["Primitives", "Cryptography", "IPLD", "Filecoin"]),
    library(
      "Actors",
      ["Primitives", "Cryptography", "EVM", "Precompiles", "Ethereum", "IPLD", "Filecoin", "FVM"]),
    library(
      "Bridge",
      ["Primitives", "Cryptography", "EVM", "Ethereum", "IPLD", "Filecoin", "FVM", "Actors"]),
    library(
      "DevNode",
      [
        "Primitives", "Cryptography", "Ethereum", "IPLD", "Filecoin", "FVM", "Actors", "Bridge",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    // Tools around both.
    library("ContractABI", ["Primitives", "JSONText", "Cryptography"]),
    library(
      "Conformance",
      [
        "Primitives", "JSONText", "Cryptography", "EVM", "Precompiles", "Ethereum",
        "EthereumExecution", "IPLD", "Filecoin", "FVM", "Actors", "Bridge",
      ]),
    // Timing: cases, contenders, and a Filecoin block stage by stage.
    library(
      "Benchmarks",
      [
        "CPerfEvents", "Primitives", "JSONText", "Cryptography", "EVM", "Precompiles", "Ethereum",
        "EthereumExecution", "IPLD", "Filecoin", "FVM", "Actors", "Bridge", "DevNode",
        "Conformance",
      ]),
    library(
      "CLICommands",
      [
        "Primitives", "JSONText", "Cryptography", "EVM", "Ethereum", "EthereumExecution", "IPLD",
        "Filecoin", "FVM", "Actors", "Bridge", "DevNode", "ContractABI", "Conformance",
        "Benchmarks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "fevm",
      dependencies: [
        "CLICommands", "CAllocator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    // Tests mirror Sources.
    .target(
      name: "TestSupport", dependencies: ["Primitives", "JSONText"], path: "Tests/TestSupport",
      swiftSettings: swiftSettings),
    tests("Primitives", ["TestSupport", "CGMP"]),
    tests("JSONText", ["TestSupport"]),
    tests("Cryptography", ["TestSupport", "Primitives", "JSONText"]),
    tests("EVM", ["TestSupport", "Primitives", "Cryptography", "JSONText"]),
    tests("Precompiles", ["TestSupport", "Primitives", "Cryptography", "JSONText"]),
    tests("Ethereum", ["TestSupport", "Primitives", "Cryptography", "JSONText"]),
    tests(
      "EthereumExecution",
      ["TestSupport", "Primitives", "Cryptography", "JSONText", "EVM", "Precompiles", "Ethereum"]),
    tests("IPLD", ["TestSupport", "Primitives", "Cryptography", "JSONText"]),
    tests("Filecoin", ["TestSupport", "Primitives", "Cryptography", "JSONText", "IPLD"]),
    tests("FVM", ["TestSupport", "Primitives", "Cryptography", "JSONText", "IPLD", "Filecoin"]),
    tests(
      "Actors",
      [
        "TestSupport", "Primitives", "Cryptography", "JSONText", "EVM", "Precompiles", "Ethereum",
        "IPLD", "Filecoin", "FVM",
      ]),
    tests(
      "Bridge",
      [
        "TestSupport", "Primitives", "Cryptography", "JSONText", "EVM", "Ethereum", "IPLD",
        "Filecoin", "FVM", "Actors",
      ]),
    tests(
      "DevNode",
      [
        "TestSupport", "Primitives", "Cryptography", "JSONText", "Ethereum", "IPLD", "Filecoin",
        "FVM", "Actors", "Bridge",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests("ContractABI", ["TestSupport", "Primitives", "Cryptography", "JSONText"]),
    tests(
      "Conformance",
      [
        "TestSupport", "Primitives", "Cryptography", "JSONText", "EVM", "Precompiles", "Ethereum",
        "EthereumExecution", "IPLD", "Filecoin", "FVM", "Actors", "Bridge",
      ]),
    tests("Benchmarks", ["TestSupport", "Primitives", "Conformance"]),
    tests(
      "CLICommands",
      [
        "TestSupport", "Primitives", "JSONText", "IPLD", "Filecoin", "FVM", "ContractABI",
        "DevNode",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)
