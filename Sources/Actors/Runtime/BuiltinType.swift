/// Built-in actors by their place in the manifest
/// (builtin-actors `runtime/src/runtime/builtins.rs`).
enum BuiltinType: Int32 {
  case system = 1
  case initialization
  case cron
  case account
  case power
  case miner
  case market
  case paymentChannel
  case multisig
  case reward
  case verifiedRegistry
  case datacap
  case placeholder
  case evm
  case eam
  case ethAccount
}
