import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Bridge

struct SimulationTests {
  /// Adds one to slot 0, logs and returns the sum.
  private static let counter: [UInt8] = [
    0x5f, 0x54, 0x60, 1, 0x01, 0x80, 0x5f, 0x55, 0x5f, 0x52, 0x60, 32, 0x5f, 0xa0, 0x60, 32, 0x5f,
    0xf3,
  ]

  @Test func aCallChangesNothing() throws {
    let chain = try TestChain()
    let (address, root) = try chain.deploy(Self.counter)
    let simulation = CallSimulation(try chain.machine(root: root))
    for _ in 0..<3 {
      let outcome = try simulation.call(CallRequest(from: TestChain.sender, to: address))
      #expect(outcome.isSuccess)
      #expect(UInt256(bigEndian: outcome.returnData) == 1)
      #expect(outcome.logs.map(\.address) == [address])
    }
    #expect(try simulation.executor.flush() == root)
  }

  @Test(arguments: [nil, EthAddress(truncating: 0x1234)])
  func unknownCallersAndContractsMayCall(_ caller: EthAddress?) throws {
    let chain = try TestChain()
    // Returns the caller.
    let (address, root) = try chain.deploy([0x33, 0x5f, 0x52, 0x60, 32, 0x5f, 0xf3])
    let simulation = CallSimulation(try chain.machine(root: root))
    for from in [caller, address] {
      let outcome = try simulation.call(CallRequest(from: from, to: address))
      #expect(outcome.isSuccess)
      #expect(UInt256(bigEndian: outcome.returnData) == (from ?? .zero).word)
    }
  }

  @Test func aRevertKeepsItsReason() throws {
    let chain = try TestChain()
    let (address, root) = try chain.deploy([0x60, 0x2a, 0x5f, 0x52, 0x60, 32, 0x5f, 0xfd])
    let simulation = CallSimulation(try chain.machine(root: root))
    let request = CallRequest(from: TestChain.sender, to: address)
    let outcome = try simulation.call(request)
    #expect(outcome.exitCode == ExitCode(33))
    #expect(UInt256(bigEndian: outcome.returnData) == 42)
    #expect(throws: GasEstimation.Failure.self) {
      try GasEstimation(simulation).minimumGasLimit(request)
    }
  }

  @Test func aDeploymentTellsItsAddress() throws {
    let chain = try TestChain()
    let (address, _) = try chain.deploy([0x00])
    let simulation = CallSimulation(try chain.machine())
    let outcome = try simulation.call(
      CallRequest(from: TestChain.sender, to: nil, input: [0x60, 1, 0x5f, 0xf3]))
    #expect(outcome.isSuccess)
    #expect(outcome.created == address)
    #expect(outcome.returnData.isEmpty)
  }

  @Test func valueThatIsNotThereFails() throws {
    let chain = try TestChain()
    let simulation = CallSimulation(try chain.machine())
    let outcome = try simulation.call(
      CallRequest(from: TestChain.sender, to: EthAddress(truncating: 7), value: .max))
    #expect(!outcome.isSuccess)
  }

  /// Programs whose need of gas is what they use; is asked for with GAS; is more than they use,
  /// since a callee gets only 63/64 of what is left.
  @Test(
    arguments: [
      [0x60, 1, 0x5f, 0x55, 0x00],
      // Reverts unless 30,000,000 gas are left: GAS, PUSH4, LT, JUMPI.
      [0x63, 0x01, 0xc9, 0xc3, 0x80, 0x5a, 0x11, 0x60, 12, 0x57, 0x5f, 0xfd, 0x5b, 0x00],
      // Calls itself down to five levels and reverts when a level fails.
      [
        0x5f, 0x35, 0x60, 5, 0x14, 0x60, 0x1d, 0x57, 0x5f, 0x35, 0x60, 1, 0x01, 0x5f, 0x52, 0x5f,
        0x5f, 0x60, 32, 0x5f, 0x5f, 0x30, 0x5a, 0xf1, 0x60, 0x1d, 0x57, 0x5f, 0xfd, 0x5b, 0x00,
      ],
    ] as [[UInt8]])
  func theEstimateIsTheLeastThatWorks(_ code: [UInt8]) throws {
    let chain = try TestChain()
    let (address, root) = try chain.deploy(code)
    let simulation = CallSimulation(try chain.machine(root: root))
    let request = CallRequest(from: TestChain.sender, to: address)
    let limit = try GasEstimation(simulation).minimumGasLimit(request)
    #expect(try simulation.run(request, gasLimit: limit).isSuccess)
    #expect(try !simulation.run(request, gasLimit: limit - 1).isSuccess)
    // A real message needs no more.
    let executor = Executor(machine: try chain.machine(root: root))
    let message = Message(
      ethereumFrom: TestChain.sender, to: address, nonce: 1, value: .zero, input: [],
      gasLimit: limit, maxFeePerGas: 1_000_000, maxPriorityFeePerGas: 1000)
    let result = try executor.execute(message, length: message.cborBytes.count + 72)
    #expect(result.receipt.exitCode == .ok)
  }
}
