package import Actors

/// The deviations in words, each with where it is laid down.
extension Deviation {
  /// The name of what the price list alone changes: no rule of the actor's.
  package static let gasName = "gas"

  /// A row of the table.
  package struct Text: Sendable {
    package let ethereum: String
    package let filecoin: String
    package let source: String
  }

  /// Gas: the first row.
  package static let gasText = Text(
    ethereum:
      "The Yellow Paper's schedule: 21,000 for a transaction, access lists, 2,300 stipend, refunds,"
      + " an exceptional halt takes all gas of its frame",
    filecoin:
      "The FVM's price list and metered WebAssembly: other amounts in GAS, other ends by out of"
      + " gas, 10,000,000 for a call that looks like a transfer, no refunds, a failed frame keeps"
      + " what it did not use",
    source: "FIP-0054, FIP-0057; builtin-actors `instructions/call.rs`")

  package var text: Text {
    switch self {
    case .accessListTransactions:
      Text(
        ethereum: "Type 1, and type 2 with an access list (EIP-2930)",
        filecoin: "No message for them",
        source: "FIP-0055, FIP-0091; lotus `chain/types/ethtypes`")
    case .blobTransactions:
      Text(
        ethereum: "Type 3 (EIP-4844)", filecoin: "No message for them",
        source: "FIP-0055, FIP-0091; lotus `chain/types/ethtypes`")
    case .setCodeTransactions:
      Text(
        ethereum: "Type 4 (EIP-7702)", filecoin: "No message for them (FIP-0111 is a draft)",
        source: "FIP-0055, FIP-0091; lotus `chain/types/ethtypes`")
    case .intrinsicGas:
      Text(
        ethereum: "A gas limit below the intrinsic gas is invalid",
        filecoin: "The limit need only cover the message's inclusion",
        source: "ref-fvm `executor/default.rs`")
    case .calldataFloor:
      Text(
        ethereum: "A gas limit below the calldata floor is invalid (EIP-7623)",
        filecoin: "No such floor", source: "ref-fvm `executor/default.rs`")
    case .transactionGasCap:
      Text(
        ethereum: "At most 2^24 gas a transaction (EIP-7825)",
        filecoin: "Up to the block's 10^10", source: "lotus `build/buildconstants`")
    case .blockGasAllowance:
      Text(
        ethereum: "The gas limit must fit into the block's", filecoin: "The block's is 10^10",
        source: "lotus `build/buildconstants`")
    case .feeBelowBaseFee:
      Text(
        ethereum: "A fee cap below the base fee is invalid (EIP-1559)",
        filecoin: "The message runs; who included it pays a penalty",
        source: "ref-fvm `gas/outputs.rs`")
    case .valueInBalanceCheck:
      Text(
        ethereum: "The sender must have gas limit × fee cap and the value",
        filecoin: "It must have the fee; the value is found missing later, exit code 6",
        source: "ref-fvm `executor/default.rs`")
    case .emptyDeployment:
      Text(
        ethereum: "A creation without init code makes an empty contract",
        filecoin: "No parameters to CreateExternal: exit code 16",
        source:
          "FIP-0055; lotus `ethtypes/eth_transactions.go`; builtin-actors `runtime/dispatch.rs`")
    case .precompileTransactions:
      Text(
        ethereum: "A transaction to a precompile runs it",
        filecoin: "It reaches a placeholder; only contracts call precompiles",
        source: "FIP-0054; builtin-actors `precompiles/mod.rs`")
    case .callCode:
      Text(
        ethereum: "CALLCODE", filecoin: "Undefined, exit code 35",
        source: "FIP-0054; builtin-actors `instructions/mod.rs`")
    case .blobInstructions:
      Text(
        ethereum: "BLOBHASH, BLOBBASEFEE (EIP-4844, EIP-7516)",
        filecoin: "Undefined, exit code 35", source: "builtin-actors `instructions/mod.rs`")
    case .newerInstructions:
      Text(
        ethereum: "Instructions of the vector's fork",
        filecoin: "Osaka's (CLZ) whatever the vector",
        source: "FIP-0094, FIP-0097, FIP-0114; builtin-actors `instructions/mod.rs`")
    case .coinbase:
      Text(
        ethereum: "COINBASE answers the block's", filecoin: "0",
        source: "FIP-0054; builtin-actors `instructions/context.rs`")
    case .prevRandao:
      Text(
        ethereum: "PREVRANDAO answers the beacon chain's randomness",
        filecoin: "Drawn from the drand beacon of the epoch",
        source: "FIP-0054; builtin-actors `interpreter/system.rs`")
    case .blockGasLimit:
      Text(
        ethereum: "GASLIMIT answers the block's", filecoin: "10^10",
        source: "FIP-0054; builtin-actors `instructions/context.rs`")
    case .blockHash:
      Text(
        ethereum: "BLOCKHASH answers the hash of a header",
        filecoin: "The digest of a tipset key's CID",
        source: "FIP-0054; builtin-actors `instructions/context.rs`")
    case .accountCodeHash:
      Text(
        ethereum: "EXTCODEHASH answers 0 for an empty account and an unused precompile (EIP-1052)",
        filecoin: "keccak256 of nothing for any existing account and every precompile",
        source: "builtin-actors `instructions/ext.rs` (FIP-0054 says otherwise)")
    case .selfDestruct:
      Text(
        ethereum:
          "SELFDESTRUCT removes only a contract of the same transaction, and burns what it sends"
          + " itself (EIP-6780)",
        filecoin:
          "It marks any contract, which is dead from the next message on and keeps what it has or"
          + " receives",
        source: "FIP-0054; builtin-actors `instructions/lifecycle.rs`")
    case .initCodeLimit:
      Text(
        ethereum: "At most 49,152 bytes of init code (EIP-3860)", filecoin: "No limit of its own",
        source: "builtin-actors `evm/src/lib.rs`")
    case .delegation:
      Text(
        ethereum: "An account whose code is 0xef0100 ‖ address runs that address's (EIP-7702)",
        filecoin: "Accounts have no code (FIP-0111 is a draft)",
        source: "builtin-actors `ethaccount`")
    case .creatorNonce:
      Text(
        ethereum: "CREATE answers 0 when the creator's nonce is 2^64 − 1 (EIP-2681)",
        filecoin: "The actor panics, exit code 24", source: "builtin-actors `interpreter/system.rs`"
      )
    case .callDepth:
      Text(
        ethereum: "1024 nested frames",
        filecoin: "1024 nested sends, of which a creation takes three",
        source: "FIP-0057; ref-fvm `machine/mod.rs`")
    case .valueRange:
      Text(
        ethereum: "Values up to 2^256 − 1", filecoin: "Sends carry up to 2^128 − 1",
        source: "ref-fvm `shared/src/sys/mod.rs`")
    case .logSize:
      Text(
        ethereum: "Logs of any size that gas pays for",
        filecoin: "8192 bytes of topics and data; more ends the actor, exit code 24",
        source: "FIP-0049, FIP-0072; ref-fvm `kernel/default.rs`")
    case .pointEvaluation:
      Text(
        ethereum: "0x0a evaluates KZG commitments (EIP-4844)", filecoin: "Succeeds without data",
        source: "builtin-actors `precompiles/mod.rs`")
    case .reservedAddresses:
      Text(
        ethereum: "Addresses without a precompile are accounts like others",
        filecoin: "Calls to 0x01…0xff and 0xfe00…01…ff end at the actor: nothing there runs",
        source: "FIP-0054; builtin-actors `precompiles/mod.rs`")
    case .newerPrecompiles:
      Text(
        ethereum: "Precompiles of the vector's fork",
        filecoin: "BLS12-381 and P256VERIFY whatever the vector",
        source: "FIP-0105, FIP-0113")
    case .modExpLimit:
      Text(
        ethereum: "MODEXP takes numbers of at most 1024 bytes (EIP-7823)",
        filecoin: "Of any length below 2^32", source: "builtin-actors `precompiles/evm.rs`")
    case .emptyAccounts:
      Text(
        ethereum: "Empty accounts that took part are removed (EIP-161)",
        filecoin: "A call to an address with nothing at it leaves a placeholder",
        source: "FIP-0048, FIP-0055; ref-fvm `call_manager/default.rs`")
    case .maskedAddresses:
      Text(
        ethereum: "0xff00… followed by 8 bytes is an address like others",
        filecoin: "It names the actor with that id",
        source: "FIP-0054; builtin-actors `evm/shared/src/address.rs`")
    }
  }
}
