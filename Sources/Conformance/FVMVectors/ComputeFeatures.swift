import EVM
import FVM
import Filecoin
import IPLD
package import JSONText
import Primitives

/// What a message computed, in counts: the other side of the equation that `ComputeGas` solves.
///
/// `tools/fit-compute-gas` fits prices of these counts to the production actors' wasm execution.
final class ComputeFeatures: Tracer {
  private(set) var counts: [String: Int] = [:]
  /// Bytes of memory by depth, as last seen.
  private var memory: [Int: Int] = [:]

  private func add(_ name: String, _ count: Int = 1) {
    if count != 0 { counts[name, default: 0] += count }
  }

  // MARK: - Instructions

  func step(_ step: TraceStep) {
    add("op:\(OpcodeTable[step.opcode]?.mnemonic ?? "UNDEFINED")")
    if step.pc == 0, step.memorySize == 0 { memory[step.depth] = 0 }
    let known = memory[step.depth] ?? 0
    add("memoryWord", max(0, step.memorySize - known) / 32)
    memory[step.depth] = max(known, step.memorySize)
    func operand(_ index: Int) -> Int {
      step.stack.dropLast(index).last?.asInt ?? 0
    }
    switch step.opcode {
    case .calldatacopy, .codecopy, .returndatacopy, .mcopy: add("copyWord", words(operand(2)))
    case .extcodecopy: add("copyWord", words(operand(3)))
    case .keccak256: add("keccakWord", words(operand(1)))
    case .log0, .log1, .log2, .log3, .log4: add("logByte", operand(1))
    case .exp:
      let exponent = step.stack.dropLast(1).last ?? .zero
      add("expByte", exponent.byteWidthUsed)
    default: break
    }
  }

  private func words(_ bytes: Int) -> Int { (min(bytes, 1 << 30) + 31) / 32 }

  // MARK: - Kernel

  /// Adds what a trace of the message shows.
  func add(_ trace: ExecutionTrace, _ manifest: Manifest) {
    for call in trace.calls { add(call, manifest) }
  }

  private func add(_ call: ExecutionTrace.Call, _ manifest: Manifest) {
    if let receiver = call.receiver, call.method != .send {
      let type = manifest.name(of: receiver.code)
      add("actor:\(type)")
      if type == "evm" { add("method:\(call.method.rawValue < 1024 ? call.method.rawValue : 0)") }
      add("paramByte", call.params?.bytes.count ?? 0)
      if type == "evm", call.method == .constructor {
        add("codeByte", call.params?.bytes.count ?? 0)
      }
      if case .returned(_, let data?) = call.outcome { add("returnByte", data.bytes.count) }
    }
    for event in call.events {
      switch event {
      case .blockOpened(let cid, let size):
        add("readBlock")
        add(cid.codec == Multicodec.raw ? "codeByte" : "readByte", size)
      case .blockLinked(_, let size):
        add("linkBlock")
        add("linkByte", size)
      case .syscall(let name):
        add("syscall")
        if name == "crypto::hash" { add("hash") }
      case .call(let inner): add(inner, manifest)
      case .charge, .log: break
      }
    }
  }
}

extension FVMVectorRunner {
  /// For each message: its counts, the production actors' wasm execution (milligas) and gas used,
  /// and this program's own.
  package static func features(_ json: JSONValue) throws -> [JSONValue] {
    let vector = try FVMVector(json)
    let store = InMemoryBlockstore()
    for (cid, block) in vector.blocks { store.put(cid, block) }
    let manifest = vector.manifest.cborBytes
    store.put(CID(dagCBOR: manifest), manifest)
    var root = vector.stateRoot
    var rows: [JSONValue] = []
    for (index, step) in vector.steps.enumerated() {
      let features = ComputeFeatures()
      let executor = try executor(for: step, of: vector, root: root, store: store, features)
      let result = try executor.execute(step.message, length: step.chainLength)
      root = try executor.flush(keepingAll: true)
      guard let trace = result.trace, !step.expected.isRefused else { continue }
      features.add(trace, executor.machine.manifest)
      let own = trace.chargesByName["wasm_exec"]?.milligas ?? 0
      rows.append([
        "vector": .string(vector.name), "index": .number(index),
        "exit": .number(step.expected.exitCode),
        "wasm": .number(step.expected.charges["wasm_exec"] ?? 0),
        "gas": .number(step.expected.gasUsed), "ownWasm": .number(own),
        "ownGas": .number(result.receipt.gasUsed),
        "counts": .object(
          JSONObject(
            features.counts.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })),
      ])
    }
    return rows
  }
}
