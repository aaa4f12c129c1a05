import ArgumentParser
import ContractABI
import DevNode
import Filecoin
import Foundation
import Primitives

/// Which chain a command works on.
struct ChainOptions: ParsableArguments {
  @Option(help: "The folder of the chain.")
  var dir = ".fevm"

  @Option(help: "Seconds to wait for another process that writes to the chain.")
  var lockTimeout = Chain.defaultPatience

  /// The chain in the folder. On first use it is made, and its accounts are listed on standard error.
  func open(_ console: Console) throws -> Chain {
    let (chain, isNew) = try Chain.openOrCreate(folder: dir, patience: lockTimeout) {
      NodeConfiguration(genesisTimestamp: Self.now())
    }
    if isNew {
      console.note("Created a chain in \(dir).")
      for line in AccountList.lines(chain) { console.note(line) }
      console.note("")
    }
    return chain
  }

  static func now() -> UInt64 { UInt64(max(0, Date().timeIntervalSince1970)) }
}

/// Which state a reading command looks at.
struct BlockOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The block: latest, pending, earliest, a number or a hash.")
  var block = "latest"

  func reference() throws(CLIError) -> BlockReference { try BlockText.parse(block) }
}

/// Blocks on the command line.
enum BlockText {
  static func parse(_ text: String) throws(CLIError) -> BlockReference {
    switch text.lowercased() {
    case "latest", "safe", "finalized": return .latest
    case "pending": return .pending
    case "earliest", "genesis": return .earliest
    default: break
    }
    if text.hasPrefix("0x"), text.utf8.count == 66, let hash = Hash256(hex: text) {
      return .hash(hash)
    }
    if let number = UInt256(text: text)?.asUInt64 { return .number(number) }
    throw CLIError(
      "\"\(text)\" is no block: expected latest, pending, earliest, a number or a 32-byte hash")
  }
}
