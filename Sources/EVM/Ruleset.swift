package import Primitives

/// A fork as a value: its instructions, prices and behaviour, made once and shared.
///
/// Ethereum's are `Ruleset.ethereum(_:)`. Another chain builds its own from the parts; the
/// interpreter knows nothing but what stands here.
package final class Ruleset: Sendable {
  /// The revision whose precompiles and names apply; behaviour is asked from `rules`.
  package let revision: Revision
  package let rules: Rules
  package let gasSchedule: GasSchedule
  package let storageCosts: StorageCosts
  package let instructions: InstructionTable

  package init(
    revision: Revision, rules: Rules, gasSchedule: GasSchedule, storageCosts: StorageCosts,
    instructions: InstructionTable
  ) {
    self.revision = revision
    self.rules = rules
    self.gasSchedule = gasSchedule
    self.storageCosts = storageCosts
    self.instructions = instructions
  }

  /// Ethereum under a revision.
  package static func ethereum(_ revision: Revision) -> Ruleset { all[Int(revision.rawValue)] }

  private static let all = Revision.allCases.map { revision in
    Ruleset(
      revision: revision, rules: Rules(revision), gasSchedule: GasSchedule(revision),
      storageCosts: StorageCosts(revision), instructions: InstructionTable(revision))
  }

  /// Filecoin's EVM (builtin-actors `actors/evm/src/interpreter`): Osaka's instructions without
  /// CALLCODE, BLOBHASH and BLOBBASEFEE, gas in milligas.
  ///
  /// `price` gives the milligas of an instruction's static part; everything dynamic but
  /// the parameters here is the host's to charge.
  package static func filecoin(
    copyWord: Int64 = 0, keccakWord: Int64 = 0, logByte: Int64 = 0, memoryWord: Int64 = 0,
    expByte: Int64 = 0, memoryCapacity: UInt64? = nil,
    price: (OpcodeRow) -> Int32
  ) -> Ruleset {
    let absent: Set<Opcode> = [.callcode, .blobhash, .blobbasefee]

    var rules = Rules(.osaka)
    rules.selfDestructPaysNewAccount = false
    rules.hasAccessPrices = false
    rules.hasStorageSentry = false
    rules.limitsInitCode = false
    rules.hasDelegation = false
    rules.maxCallDepth = nil
    rules.haltsConsumeAllGas = false
    rules.memoryFault = .invalidMemoryAccess
    rules.metersThroughHost = true
    rules.selfDestructOnlyInSameTransaction = false

    var schedule = GasSchedule(.osaka)
    schedule.unitsPerGas = 1000
    schedule.memoryWord = memoryWord
    schedule.memoryQuadraticDivisor = nil
    schedule.memoryLimit = UInt64(UInt32.max)
    schedule.memoryCapacity = memoryCapacity
    schedule.copyWord = copyWord
    schedule.keccakWord = keccakWord
    schedule.logByte = logByte
    schedule.expByte = expByte
    schedule.warmAccess = 0
    schedule.coldAccount = 0
    schedule.coldSlot = 0
    schedule.callValue = 0
    schedule.newAccount = 0
    schedule.callStipend = 0
    schedule.initCodeWord = 0
    schedule.codeDepositByte = 0
    schedule.selfDestructRefund = 0

    return Ruleset(
      revision: .osaka, rules: rules, gasSchedule: schedule, storageCosts: .free,
      instructions: InstructionTable { row in absent.contains(row.opcode) ? nil : price(row) })
  }
}
