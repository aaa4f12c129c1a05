/// A difference between Filecoin's EVM and Ethereum's that contracts can meet.
package enum PortabilityRule: String, CaseIterable, Sendable {
  case absentOpcode = "absent-opcode"
  case hardCodedGas = "hard-coded-gas"
  case stipend = "stipend"
  case gasObserved = "gas-observed"
  case selfDestruct = "selfdestruct"
  case prevRandao = "block-prevrandao"
  case blockHash = "block-blockhash"
  case coinbase = "block-coinbase"
  case gasLimit = "block-gaslimit"
  case timestamp = "block-timestamp"
  case number = "block-number"
  case fees = "block-fees"
  case chainID = "chain-id"
  case maskedID = "masked-id"
  case extCodeSize = "extcodesize"
  case extCodeHash = "extcodehash"
  case codeSize = "code-size"
  case messageSize = "message-size"
  case reservedCode = "code-0xef"
  case missingPrecompile = "missing-precompile"
  case filecoinPrecompile = "filecoin-precompile"
  case logSize = "log-size"
  case storageInLoop = "storage-in-loop"
  case callInLoop = "call-in-loop"
  case create = "create"
  case delegateCall = "delegatecall"

  /// One line.
  package var title: String {
    switch self {
    case .absentOpcode: "instruction that Filecoin's EVM does not have"
    case .hardCodedGas: "call with a fixed amount of gas"
    case .stipend: "transfer or send: 2300 gas"
    case .gasObserved: "GAS is used for more than a call"
    case .selfDestruct: "SELFDESTRUCT"
    case .prevRandao: "PREVRANDAO (DIFFICULTY)"
    case .blockHash: "BLOCKHASH"
    case .coinbase: "COINBASE"
    case .gasLimit: "GASLIMIT"
    case .timestamp: "TIMESTAMP"
    case .number: "NUMBER"
    case .fees: "BASEFEE or GASPRICE"
    case .chainID: "fixed chain id of another network"
    case .maskedID: "address that masks an actor id"
    case .extCodeSize: "EXTCODESIZE as a test for contracts"
    case .extCodeHash: "EXTCODEHASH"
    case .codeSize: "code above 24,576 bytes"
    case .messageSize: "deployment above 64 KiB"
    case .reservedCode: "code that begins with 0xEF"
    case .missingPrecompile: "precompile that is not there"
    case .filecoinPrecompile: "precompile of Filecoin's own"
    case .logSize: "log with more than 8,192 bytes of data"
    case .storageInLoop: "SLOAD or SSTORE in a loop"
    case .callInLoop: "call in a loop"
    case .create: "contract that creates contracts"
    case .delegateCall: "DELEGATECALL"
    }
  }

  /// Why it matters.
  package var reason: String {
    switch self {
    case .absentOpcode:
      "the frame aborts with exit code 35 (undefined instruction); CALLCODE, BLOBHASH and BLOBBASEFEE "
        + "are not in the actor's table"
    case .hardCodedGas:
      "the operand counts Filecoin gas, of which the same work takes some hundreds of units for one of "
        + "Ethereum's: the callee runs out of gas (exit code 7) and the call returns 0"
    case .stipend:
      "a call that looks like transfer or send gets 10,000,000 Filecoin gas instead of 2300, so the "
        + "receiver can run code: 2300 gas is no protection against re-entrancy here"
    case .gasObserved:
      "GAS returns Filecoin gas, up to 10^10: thresholds and refunds computed from it have another scale"
    case .selfDestruct:
      "as before EIP-6780: the contract ends with the message whenever it was made, its storage is gone "
        + "for later messages, funds sent later are locked, and CREATE2 can bring it back"
    case .prevRandao:
      "drawn from the drand beacon of the epoch, the same for all blocks of a tipset, and known when the "
        + "beacon's round is; before the Merge it was the difficulty"
    case .blockHash:
      "the first 32 bytes of the tipset key's CID of an epoch of the last 256; an epoch without "
        + "blocks answers for the one before it"
    case .coinbase: "always the zero address: payments to it burn funds"
    case .gasLimit: "always 10,000,000,000, whatever the tipset holds"
    case .timestamp:
      "moves in steps of 30 seconds, and every message of an epoch sees the same value"
    case .number:
      "the epoch, one every 30 seconds, epochs without blocks included: spans counted in Ethereum "
        + "blocks of 12 seconds are 2.5 times as long"
    case .fees:
      "attoFIL for a unit of Filecoin gas; the base fee can be as low as 100"
    case .chainID:
      "signatures made for another chain's id do not verify on Filecoin (314 and 314159)"
    case .maskedID:
      "0xff, eleven zeros and an id is the actor with that id; ids can change in a reorganisation, and a "
        + "contract or account also has its own address"
    case .extCodeSize:
      "1 for native actors, which no Ethereum code has; 0 for accounts of every kind, for placeholders "
        + "and within a constructor"
    case .extCodeHash:
      "keccak256(0xfe) for native actors, and the hash of empty code for an account that exists without "
        + "nonce or balance, where Ethereum says 0"
    case .codeSize: "the constructor aborts with exit code 16"
    case .messageSize:
      "nodes take no message above 65,536 bytes, so the deployment cannot be sent"
    case .reservedCode: "the constructor aborts with exit code 16 (EIP-3541)"
    case .missingPrecompile:
      "the call succeeds with empty data, which reads as if the check had passed unless the size "
        + "is tested"
    case .filecoinPrecompile:
      "works on Filecoin alone; other chains have no code there and answer with success and empty data"
    case .logSize: "the actor aborts with exit code 24: all values of an event have 8,192 bytes"
    case .storageInLoop:
      "a slot that is read or written costs the blocks of the storage's tree: 187,440 gas for opening "
        + "one, 506,000 and 3,340 a byte for writing one"
    case .callInLoop:
      "a call to another contract writes the state first and is a message between actors: a lookup is "
        + "500,000 gas, each changed block of storage is written at each call, and depth ends at 1024"
    case .create:
      "a creation goes through two more actors (three levels of depth): 8.7 to 10.1 million gas for code "
        + "of a few hundred bytes, measured on the production actors of network version 28, and 3,340 for "
        + "each byte more; the nonce is used up even if it fails later"
    case .delegateCall:
      "two messages between actors and a flush of the state each time: proxies and libraries cost more "
        + "than on Ethereum; a native actor as target fails"
    }
  }

  /// Where the rule is written down.
  package var link: String {
    let fips = "https://github.com/filecoin-project/FIPs/blob/master/FIPS/"
    let actor =
      "https://github.com/filecoin-project/builtin-actors/blob/master/actors/evm/src/interpreter/"
    return switch self {
    case .absentOpcode: actor + "instructions/mod.rs"
    case .stipend: actor + "instructions/call.rs"
    case .prevRandao, .coinbase, .gasLimit, .blockHash: actor + "instructions/context.rs"
    case .logSize: fips + "fip-0049.md"
    case .create: fips + "fip-0055.md"
    case .missingPrecompile, .filecoinPrecompile: actor + "precompiles/mod.rs"
    case .storageInLoop, .callInLoop: fips + "fip-0057.md"
    case .extCodeSize, .extCodeHash: actor + "instructions/ext.rs"
    case .messageSize:
      "https://github.com/filecoin-project/lotus/blob/master/chain/messagepool/messagepool.go"
    case .hardCodedGas, .gasObserved, .selfDestruct, .timestamp, .number, .fees, .chainID,
      .maskedID,
      .codeSize, .reservedCode, .delegateCall:
      fips + "fip-0054.md"
    }
  }
}
