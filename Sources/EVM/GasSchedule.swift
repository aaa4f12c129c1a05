package import Primitives

/// Named prices that are not an instruction's static one: dynamic parts, intrinsic costs, limits.
///
/// Gas amounts are in the schedule's unit, `unitsPerGas` to one gas as contracts see it. Yellow Paper
/// names (appendix G) are given where there is one.
package struct GasSchedule: Sendable {
  // MARK: Unit

  /// Units to one gas: 1 on Ethereum, 1000 (milligas) on Filecoin. GAS answers and calls ask in gas.
  package var unitsPerGas: Int64 = 1

  // MARK: Memory and data

  /// A word of memory (`G_memory`).
  package var memoryWord: Int64 = 3
  /// Divides the square of the words to give the second part of the price; nil for a linear price.
  package var memoryQuadraticDivisor: UInt64? = 512
  /// Bytes that memory may address. On Ethereum no budget below 2^45 gas reaches it.
  package var memoryLimit: UInt64 = 0xffff_ffe0
  /// Bytes that memory can hold where that is less than it may address: growing beyond is a failure
  /// of the host's (`HaltReason.hostFailure`); nil for none.
  package var memoryCapacity: UInt64?
  /// A word copied by a *COPY instruction (`G_copy`).
  package var copyWord: Int64 = 3
  /// A word hashed by KECCAK256 or CREATE2 (`G_keccak256word`).
  package var keccakWord: Int64 = 6
  /// A byte of log data (`G_logdata`).
  package var logByte: Int64 = 8
  /// A byte of EXP's exponent (`G_expbyte`): 10, then 50 (EIP-160).
  package var expByte: Int64 = 10

  // MARK: State access

  /// A touched account or slot (EIP-2929 `WARM_STORAGE_READ_COST`).
  package var warmAccess: Int64 = 100
  /// An untouched account (EIP-2929 `COLD_ACCOUNT_ACCESS_COST`).
  package var coldAccount: Int64 = 2600
  /// An untouched slot (EIP-2929 `COLD_SLOAD_COST`).
  package var coldSlot: Int64 = 2100

  // MARK: Calls and creates

  /// A call that carries value (`G_callvalue`).
  package var callValue: Int64 = 9000
  /// An account brought into being (`G_newaccount`).
  package var newAccount: Int64 = 25000
  /// Gas given to the callee of a call that carries value (`G_callstipend`).
  package var callStipend: Int64 = 2300
  /// With no more than this left, SSTORE fails (EIP-2200).
  package var storageSentry: Int64 = 2300
  /// A word of init code (EIP-3860).
  package var initCodeWord: Int64 = 2
  /// A byte of deployed code (`G_codedeposit`).
  package var codeDepositByte: Int64 = 200
  /// Bytes of deployed code at most (EIP-170).
  package var codeSizeLimit = 24576
  /// Bytes of init code at most (EIP-3860).
  package var initCodeSizeLimit = 49152

  // MARK: Refunds

  /// The refund of a SELFDESTRUCT (`R_selfdestruct`); 0 from London (EIP-3529).
  package var selfDestructRefund: Int64 = 24000
  /// At most gas used divided by this is refunded: 2, then 5 (EIP-3529).
  package var refundQuotient: Int64 = 2

  // MARK: Transactions

  /// Any transaction (`G_transaction`).
  package var transaction: Int64 = 21000
  /// A transaction that creates a contract pays this more (`G_txcreate`, EIP-2).
  package var transactionCreate: Int64 = 0
  /// A zero byte of calldata (`G_txdatazero`).
  package var calldataZeroByte: Int64 = 4
  /// Any other byte of calldata (`G_txdatanonzero`): 68, then 16 (EIP-2028).
  package var calldataNonZeroByte: Int64 = 68
  /// An address in an access list (EIP-2930).
  package var accessListAddress: Int64 = 2400
  /// A slot in an access list (EIP-2930).
  package var accessListSlot: Int64 = 1900
  /// An authorization, paid up front (EIP-7702 `PER_EMPTY_ACCOUNT_COST`).
  package var authorization: Int64 = 25000
  /// What an authorization of an existing account costs; the rest is refunded (EIP-7702
  /// `PER_AUTH_BASE_COST`).
  package var authorizationBase: Int64 = 12500
  /// A token of calldata towards the floor: a zero byte is one, any other four (EIP-7623).
  package var calldataFloorToken: Int64 = 10
  /// Highest gas limit of a transaction (EIP-7825).
  package var transactionGasCap: Int64 = 1 << 24
  /// Gas of one blob (EIP-4844 `GAS_PER_BLOB`).
  package var blob: Int64 = 1 << 17

  /// Ethereum's prices under a revision.
  package init(_ revision: Revision) {
    if revision >= .homestead { transactionCreate = 32000 }
    if revision >= .spuriousDragon { expByte = 50 }
    if revision >= .istanbul { calldataNonZeroByte = 16 }
    if revision >= .london {
      selfDestructRefund = 0
      refundQuotient = 5
    }
  }
}
