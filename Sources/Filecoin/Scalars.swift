/// The number that the Init actor assigned to an actor.
package typealias ActorID = UInt64

/// A round of the chain, 30 seconds long on the main network; negative before genesis.
package typealias ChainEpoch = Int64

/// The chain ids of EIP-155, one for each Filecoin network (lotus `build/buildconstants`).
package struct ChainID: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  package init(integerLiteral value: UInt64) { rawValue = value }

  package static let mainnet: ChainID = 314
  package static let calibration: ChainID = 314_159
  package static let butterfly: ChainID = 3_141_592
  package static let development: ChainID = 31_415_926
}

/// Actors that have the same id on every network.
package enum WellKnownActor {
  package static let system: ActorID = 0
  package static let initialization: ActorID = 1
  package static let reward: ActorID = 2
  package static let cron: ActorID = 3
  package static let storagePower: ActorID = 4
  package static let storageMarket: ActorID = 5
  package static let verifiedRegistry: ActorID = 6
  package static let datacap: ActorID = 7
  package static let ethereumAddressManager: ActorID = 10
  package static let burntFunds: ActorID = 99
  /// The first id that is assigned on demand.
  package static let firstNonSingleton: ActorID = 100
}

/// Flags of a send between actors (ref-fvm `shared/src/sys/mod.rs`).
package struct SendFlags: OptionSet, Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The callee and all that it calls must not change state.
  package static let readOnly = SendFlags(rawValue: 1)

  /// Whether only flags that are known are set.
  package var isKnown: Bool { subtracting(.readOnly).isEmpty }
}

/// A version of the protocol: network upgrades counted from genesis.
package struct NetworkVersion: RawRepresentable, Hashable, Sendable, Comparable,
  ExpressibleByIntegerLiteral
{
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package init(integerLiteral value: UInt32) { rawValue = value }

  package static let hygge: NetworkVersion = 18
  package static let lightning: NetworkVersion = 19
  package static let thunder: NetworkVersion = 20
  package static let watermelon: NetworkVersion = 21
  package static let dragon: NetworkVersion = 22
  package static let waffle: NetworkVersion = 23
  package static let tukTuk: NetworkVersion = 24
  package static let teep: NetworkVersion = 25
  package static let tock: NetworkVersion = 26
  package static let goldenWeek: NetworkVersion = 27
  package static let fireHorse: NetworkVersion = 28

  /// The versions that the machine runs: those that ref-fvm 4 accepts.
  package static let supported = watermelon...fireHorse

  package static func < (left: NetworkVersion, right: NetworkVersion) -> Bool {
    left.rawValue < right.rawValue
  }
}
