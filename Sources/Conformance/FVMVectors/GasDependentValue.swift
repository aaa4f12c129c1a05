/// A value of a production actor's execution that cannot be equal here, because the gas of
/// WebAssembly execution, which native actors approximate, went into it.
///
/// `all` is the whole list: any other difference fails its vector, whether or not that is marked
/// `gas_dependent`.
struct GasDependentValue {
  /// The vector's name and the position of its message.
  let vector: String
  let message: Int
  /// As `FVMComparison` names it.
  let value: String
  let reason: String

  static let all = [
    GasDependentValue(
      vector: "env_gas_opcode", message: 1, value: "return",
      reason: "the contract returns what GAS answered"),
    GasDependentValue(
      vector: "env_gas_opcode", message: 1, value: "call 0 return",
      reason: "the same bytes, in the trace of the call"),
  ]

  /// Why a value may differ; nil if it may not.
  static func reason(vector: String, message: Int, value: String) -> String? {
    all.first { $0.vector == vector && $0.message == message && $0.value == value }?.reason
  }
}
