import Filecoin
import IPLD
import Testing

@testable import FVM

struct CallManagerTests {
  @Test func aFailingCallLeavesNoStateEventsOrFunds() throws {
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        let result = try kernel.attempt { kernel throws(KernelError) in
          try kernel.setState(1)
          try kernel.emitEvent(
            [EventEntryHeader(flags: 3, codec: 0x55, keyLength: 1, valueLength: 1)],
            keys: Array("a".utf8), values: [1])
          return try kernel.call(201, value: TokenAmount(whole: 5))
        }
        guard result.exitCode == ExitCode(40) else { return noBlock }
        let (bytes, _) = try kernel.attempt { kernel throws(KernelError) in
          try kernel.blockRead(result.block, offset: 0, count: 10)
        }
        return try kernel.attempt { kernel throws(KernelError) in
          try kernel.blockCreate(codec: Multicodec.cbor, data: bytes)
        }
      },
      201: ScriptActor { _, _, kernel throws(Abort) in
        let data = try kernel.attempt { kernel throws(KernelError) in
          try kernel.setState(2)
          try kernel.emitEvent([], keys: [], values: [])
          _ = try kernel.send(
            to: TestMachine.f410(1), method: .send, params: noBlock, value: .zero, gasLimit: nil,
            flags: 0)
          return try kernel.blockCreate(codec: Multicodec.cbor, data: [0x18, 0x2a])
        }
        throw kernel.exit(ExitCode(40), block: data, message: "no")
      },
    ])
    let result = try world.run()
    #expect(result.receipt.exitCode == .ok)
    #expect(result.receipt.returnData == [0x18, 0x2a])
    #expect(result.returnCodec == Multicodec.cbor)
    #expect(result.events.map(\.emitter) == [200])
    #expect(result.receipt.eventsRoot == (try Executor.eventBlocks(of: result.events).last?.cid))
    #expect(try world.actor(201)?.balance == TokenAmount(whole: 1000))
    #expect(try world.actor(201)?.state == .emptyArray)
    #expect(try world.actor(200)?.state == CID(dagCBOR: [0x81, 1]))
    #expect(try world.machine.stateTree.lookupID(TestMachine.f410(1)) == nil)
  }

  @Test func depthEndsAtItsLimit() throws {
    var deepest = 0
    var refusal: ErrorNumber?
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        deepest += 1
        let number = try errorNumber { () throws(KernelError) in try kernel.call(200) }
        if let number { refusal = number }
        return noBlock
      }
    ])
    let result = try world.run()
    #expect(result.receipt.exitCode == .ok)
    #expect(deepest == 1024)
    #expect(refusal == .limitExceeded)
  }

  @Test func readOnlyCallsChangeNothingHoweverDeep() throws {
    var refusals: [ErrorNumber?] = []
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        _ = try kernel.attempt { kernel throws(KernelError) in
          try kernel.call(201, readOnly: true)
        }
        return noBlock
      },
      201: ScriptActor { _, _, kernel throws(Abort) in
        _ = try kernel.attempt { kernel throws(KernelError) in try kernel.call(202) }
        return noBlock
      },
      202: ScriptActor { _, _, kernel throws(Abort) in
        let isReadOnly = try kernel.attempt { kernel throws(KernelError) in
          try kernel.messageContext().isReadOnly
        }
        guard isReadOnly else { return noBlock }
        refusals = [
          try errorNumber { () throws(KernelError) in try kernel.setState(1) },
          try errorNumber { () throws(KernelError) in
            try kernel.emitEvent([], keys: [], values: [])
          },
          try errorNumber { () throws(KernelError) in try kernel.selfDestruct(burnUnspent: true) },
          try errorNumber { () throws(KernelError) in
            try kernel.call(200, value: TokenAmount(whole: 1))
          },
          try errorNumber { () throws(KernelError) in
            try kernel.send(
              to: TestMachine.f410(9), method: .send, params: noBlock, value: .zero,
              gasLimit: nil, flags: 0)
          },
        ]
        return noBlock
      },
    ])
    #expect(try world.run().receipt.exitCode == .ok)
    #expect(refusals == [.readOnly, .readOnly, .readOnly, .readOnly, .readOnly])
  }

  @Test func aMessageToAKeyMakesAnAccountAndToF410APlaceholder() throws {
    let key = Address.secp256k1([UInt8](repeating: 1, count: 20))
    let world = try TestMachine([200: ScriptActor { _, _, _ in noBlock }])
    for (nonce, address) in [key, TestMachine.f410(1)].enumerated() {
      let result = try world.executor.execute(
        TestMachine.message(
          to: address, method: .send, nonce: UInt64(nonce), value: TokenAmount(whole: 3)),
        length: 100)
      #expect(result.receipt.exitCode == .ok)
    }
    let account = try #require(try world.actor(300))
    #expect(account.code == TestMachine.code("account"))
    #expect(account.balance == TokenAmount(whole: 3))
    #expect(account.delegatedAddress == nil)
    let placeholder = try #require(try world.actor(301))
    #expect(placeholder.code == TestMachine.code("placeholder"))
    #expect(placeholder.delegatedAddress == TestMachine.f410(1))
    #expect(try world.machine.stateTree.lookupID(TestMachine.f410(1)) == 301)
  }

  @Test(arguments: [
    Address.actor([UInt8](repeating: 1, count: 20)), .id(999),
    .delegated(namespace: 11, subaddress: [1]),
  ])
  func otherMissingReceiversAreInvalid(_ address: Address) throws {
    let world = try TestMachine([200: ScriptActor { _, _, _ in noBlock }])
    let result = try world.executor.execute(TestMachine.message(to: address), length: 100)
    #expect(result.receipt.exitCode == .invalidReceiver)
    #expect(try world.actor(100)?.nonce == 1)
  }

  @Test func theBLSZeroKeyCannotBeMade() throws {
    let world = try TestMachine([200: ScriptActor { _, _, _ in noBlock }])
    let zero = Address.bls([0xc0] + [UInt8](repeating: 0, count: 47))
    let result = try world.executor.execute(TestMachine.message(to: zero), length: 100)
    #expect(result.receipt.exitCode == .systemAssertionFailed)
  }

  @Test func runningOutOfACallsLimitIsAnOrdinaryResult() throws {
    var inner: SendResult?
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        inner = try kernel.attempt { kernel throws(KernelError) in
          try kernel.call(201, gasLimit: 2_000_000)
        }
        return noBlock
      },
      201: ScriptActor { _, _, kernel throws(Abort) in
        try kernel.attempt { kernel throws(KernelError) in
          try kernel.chargeGas("too much", 5_000_000)
        }
        return noBlock
      },
    ])
    let result = try world.run()
    #expect(result.receipt.exitCode == .ok)
    #expect(inner?.exitCode == .outOfGas)
    #expect(inner?.block == noBlock)
    #expect(result.receipt.gasUsed > 2_000_000)
  }

  @Test func runningOutOfTheMessagesGasEndsIt() throws {
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        _ = try kernel.attempt { kernel throws(KernelError) in
          try kernel.setState(1)
          return try kernel.call(201)
        }
        return noBlock
      },
      201: ScriptActor { _, _, kernel throws(Abort) in
        try kernel.attempt { kernel throws(KernelError) in
          try kernel.chargeGas("all", 1 << 40)
        }
        return noBlock
      },
    ])
    let result = try world.run(gasLimit: 50_000_000)
    #expect(result.receipt.exitCode == .outOfGas)
    #expect(result.receipt.gasUsed == 50_000_000)
    #expect(try world.actor(200)?.state == .emptyArray)
    #expect(try world.actor(100)?.nonce == 1)
  }

  @Test func aRevertedFramesAccessIsPaidAgain() throws {
    let world = try TestMachine(
      isTracing: true,
      [
        200: ScriptActor { _, _, kernel throws(Abort) in
          try kernel.attempt { kernel throws(KernelError) in
            _ = try kernel.call(201)
            _ = try kernel.balance(of: 203)
            _ = try kernel.balance(of: 203)
          }
          return noBlock
        },
        201: ScriptActor { _, _, kernel throws(Abort) in
          _ = try kernel.attempt { kernel throws(KernelError) in try kernel.balance(of: 203) }
          throw kernel.exit(ExitCode(33), block: noBlock, message: "")
        },
        203: ScriptActor { _, _, _ in noBlock },
      ])
    let trace = try #require(try world.run().trace)
    // 201 itself and 203 inside the reverted frame, 203 again outside.
    #expect(trace.chargesByName["OnActorLookup"] == Gas(1_500_000))
    #expect(trace.syscallCounts["actor::balance_of"] == 3)
  }

  @Test func transfersPayAndPropagateTheirErrors() throws {
    var refusal: ErrorNumber?
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        refusal = try errorNumber { () throws(KernelError) in
          try kernel.call(201, .send, value: TokenAmount(whole: 2000))
        }
        let result = try kernel.attempt { kernel throws(KernelError) in
          try kernel.call(201, .send, value: TokenAmount(whole: 600))
        }
        guard result.exitCode == .ok else { return noBlock }
        // To oneself: only the balance is tested.
        _ = try kernel.attempt { kernel throws(KernelError) in
          try kernel.call(200, .send, value: TokenAmount(whole: 400))
        }
        return noBlock
      },
      201: ScriptActor { _, _, kernel throws(Abort) in
        throw kernel.exit(ExitCode(99), block: noBlock, message: "method 0 runs no code")
      },
    ])
    #expect(try world.run().receipt.exitCode == .ok)
    #expect(refusal == .insufficientFunds)
    #expect(try world.actor(200)?.balance == TokenAmount(whole: 400))
    #expect(try world.actor(201)?.balance == TokenAmount(whole: 1600))
  }

  @Test func exitCodesOfTheSystemAreIllegalForActors() throws {
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        throw kernel.exit(ExitCode(6), block: noBlock, message: "mine")
      }
    ])
    let result = try world.run()
    #expect(result.receipt.exitCode == .illegalExitCode)
    guard case .backtrace(let backtrace) = result.failure else {
      Issue.record("no backtrace")
      return
    }
    #expect(backtrace.frames.map(\.source) == [200])
  }

  @Test func aReturnedHandleMustExist() throws {
    let world = try TestMachine([200: ScriptActor { _, _, _ in 7 }])
    #expect(try world.run().receipt.exitCode == .missingReturn)
  }

  @Test func codeWithoutANativeActorIsFatalAndUsesAllGas() throws {
    let world = try TestMachine(
      extra: [250: ActorState(code: TestMachine.code("elsewhere"))],
      [200: ScriptActor { _, _, _ in noBlock }])
    let result = try world.executor.execute(
      TestMachine.message(to: .id(250), gasLimit: 50_000_000), length: 100)
    #expect(result.receipt.exitCode == .systemAssertionFailed)
    #expect(result.receipt.gasUsed == 50_000_000)
  }
}
