import Actors
import EVM
import FVM
import Filecoin
import IPLD
package import JSONText
import Primitives

/// Runs the messages of an `FVMVector` through the kernel and the native actors and compares
/// everything but the price of computation; what may differ for that price is in
/// `GasDependentValue`.
package enum FVMVectorRunner {
  /// Results of a file's messages.
  package static func run(_ json: JSONValue) -> [TestResult] {
    let vector: FVMVector
    do throws(VectorError) {
      vector = try FVMVector(json)
    } catch {
      return [TestResult(name: "(file)", outcome: .failed(error.description))]
    }
    return ExecutionThread.run { run(vector) }
  }

  private static func run(_ vector: FVMVector) -> [TestResult] {
    let store = InMemoryBlockstore()
    for (cid, block) in vector.blocks { store.put(cid, block) }
    let manifest = vector.manifest.cborBytes
    store.put(CID(dagCBOR: manifest), manifest)
    // What the production actors read and wrote.
    let expectedStore = InMemoryBlockstore()
    for (cid, block) in vector.blocks + vector.finalBlocks { expectedStore.put(cid, block) }
    var root = vector.stateRoot
    var results: [TestResult] = []
    for (index, step) in vector.steps.enumerated() {
      let outcome: TestResult.Outcome
      var explained: [String] = []
      do {
        let (comparison, newRoot) = try run(
          step, at: index, of: vector, root: root, store: store)
        var differences = comparison.differences
        if let blocks = comparison.blocks,
          let difference = try BlockDifference(
            expected: blocks.expected, in: expectedStore, got: blocks.got, in: store)
        {
          differences.append("\(difference)")
        }
        // After a difference the rest is measured from the vector's own state, if it is there.
        root = store.has(step.expected.stateRoot) ? step.expected.stateRoot : newRoot
        outcome = differences.isEmpty ? .passed : .failed(differences.joined(separator: "\n"))
        explained = comparison.explained
      } catch {
        outcome = .failed("\(error)")
      }
      var result = TestResult(name: vector.name, index: index, outcome: outcome)
      result.deviations = explained
      results.append(result)
    }
    let missing = vector.finalBlocks.filter { store.get($0.0) != $0.1 }
    if let (cid, block) = missing.first {
      results.append(
        TestResult(
          name: vector.name, index: vector.steps.count,
          outcome: .failed(
            "\(missing.count) blocks are missing, the first is \(cid): "
              + BlockDifference.text(cid, block))))
    }
    return results
  }

  private static func run(
    _ step: FVMVector.Step, at index: Int, of vector: FVMVector, root: CID,
    store: InMemoryBlockstore
  ) throws -> (FVMComparison, root: CID) {
    let executor = try executor(for: step, of: vector, root: root, store: store)
    let result = try executor.execute(step.message, length: step.chainLength)
    let newRoot = try executor.flush(keepingAll: true)
    var comparison = FVMComparison(
      manifest: executor.machine.manifest, vector: vector.name, message: index)
    comparison.compare(result, stateRoot: newRoot, with: step.expected)
    return (comparison, newRoot)
  }

  /// A machine around a message; `tracer` sees the frames of contracts.
  static func executor(
    for step: FVMVector.Step, of vector: FVMVector, root: CID, store: InMemoryBlockstore,
    _ tracer: (any Tracer)? = nil
  ) throws -> Executor {
    let machine = try Machine(
      context: MachineContext(
        network: NetworkConfiguration(
          version: NetworkVersion(rawValue: vector.networkVersion),
          chainID: ChainID(rawValue: vector.chainID)),
        epoch: step.epoch, timestamp: step.timestamp, baseFee: step.baseFee, isTracing: true),
      root: root, store: store, externs: VectorExterns(vector),
      actors: { BuiltinActors.registry(for: $0, tracer: tracer) })
    return Executor(machine: machine)
  }
}

/// Randomness and tipsets as a vector gives them.
private final class VectorExterns: Externs {
  private let vector: FVMVector

  init(_ vector: FVMVector) { self.vector = vector }

  func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    throw ExternError("the vector has no tickets")
  }

  func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    guard let digest = vector.beacon[epoch] else {
      throw ExternError("the vector has no beacon at epoch \(epoch)")
    }
    return digest
  }

  func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID {
    guard let cid = vector.tipsets[epoch] else {
      throw ExternError("the vector has no tipset at epoch \(epoch)")
    }
    return cid
  }
}
