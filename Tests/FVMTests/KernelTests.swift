import Cryptography
import Filecoin
import IPLD
import Primitives
import Testing

@testable import FVM

struct KernelTests {
  /// Runs a script as actor 200 and fails the test unless it returns.
  private func inKernel(
    _ body: @escaping (any Kernel) throws(Abort) -> Void
  ) throws {
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        try body(kernel)
        return noBlock
      }
    ])
    let result = try world.run()
    #expect(result.receipt.exitCode == .ok, "\(String(describing: result.failure))")
  }

  @Test func blocksAreReachableOnlyThroughWhatTheFrameHolds() throws {
    try inKernel { kernel throws(Abort) in
      let stranger = CID(dagCBOR: [0x05])
      let link = [UInt8](CBORLink.array(stranger))
      let numbers = [
        try errorNumber { () throws(KernelError) in try kernel.blockOpen(stranger) },
        try errorNumber { () throws(KernelError) in
          try kernel.blockCreate(codec: Multicodec.dagCBOR, data: link)
        },
        try errorNumber { () throws(KernelError) in try kernel.setRoot(stranger) },
        // Links in plain CBOR are not followed.
        try errorNumber { () throws(KernelError) in
          try kernel.blockCreate(codec: Multicodec.cbor, data: link)
        },
      ]
      #expect(numbers == [.notFound, .notFound, .notFound, nil])
      let (child, data) = try kernel.attempt { kernel throws(KernelError) in
        let block = try kernel.blockCreate(codec: Multicodec.dagCBOR, data: [0x05])
        let child = try kernel.blockLink(block, hashFunction: 0xb220, hashLength: 32)
        let parent = try kernel.blockCreate(codec: Multicodec.dagCBOR, data: link)
        let root = try kernel.blockLink(parent, hashFunction: 0xb220, hashLength: 32)
        try kernel.setRoot(root)
        let (opened, stat) = try kernel.blockOpen(try kernel.root())
        let (bytes, remaining) = try kernel.blockRead(opened, offset: 1, count: stat.size)
        return (child, (bytes, remaining, stat))
      }
      #expect(child == stranger)
      #expect(data.0 == Array(link.dropFirst()))
      #expect(data.1 == -1)
      #expect(data.2 == BlockStat(codec: Multicodec.dagCBOR, size: UInt32(link.count)))
    }
  }

  @Test func malformedBlocksAreRefused() throws {
    try inKernel { kernel throws(Abort) in
      let cases: [(UInt64, [UInt8], ErrorNumber)] = [
        (Multicodec.dagCBOR, [0x82, 0x01], .serialization),
        (Multicodec.dagCBOR, [0x01, 0x01], .serialization),
        (Multicodec.dagCBOR, [0x9f, 0xff], .serialization),
        (0x70, [0x01], .illegalCodec),
        (Multicodec.raw, [UInt8](repeating: 0, count: 1 << 20 + 1), .limitExceeded),
      ]
      for (codec, data, expected) in cases {
        let number = try errorNumber { () throws(KernelError) in
          try kernel.blockCreate(codec: codec, data: data)
        }
        #expect(number == expected)
      }
      let handle = try errorNumber { () throws(KernelError) in try kernel.blockStat(9) }
      #expect(handle == .invalidHandle)
      let hash = try errorNumber { () throws(KernelError) in
        let block = try kernel.blockCreate(codec: Multicodec.raw, data: [1])
        return try kernel.blockLink(block, hashFunction: 0x12, hashLength: 32)
      }
      #expect(hash == .illegalCID)
    }
  }

  @Test func returnedLinksAreReachableForTheCaller() throws {
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        try kernel.attempt { kernel throws(KernelError) in
          let result = try kernel.call(201)
          #expect(result.stat.codec == Multicodec.dagCBOR)
          let (id, _) = try kernel.blockOpen(CID(dagCBOR: [0x05]))
          let (bytes, _) = try kernel.blockRead(id, offset: 0, count: 1)
          #expect(bytes == [0x05])
        }
        return noBlock
      },
      201: ScriptActor { _, _, kernel throws(Abort) in
        try kernel.attempt { kernel throws(KernelError) in
          let block = try kernel.blockCreate(codec: Multicodec.dagCBOR, data: [0x05])
          let cid = try kernel.blockLink(block, hashFunction: 0xb220, hashLength: 32)
          return try kernel.blockCreate(
            codec: Multicodec.dagCBOR, data: CBORLink.array(cid))
        }
      },
    ])
    #expect(try world.run().receipt.exitCode == .ok)
  }

  @Test func eventsAreCheckedBeforeTheyAreKept() throws {
    try inKernel { kernel throws(Abort) in
      func emit(
        _ entries: [EventEntryHeader], _ keys: String, _ values: [UInt8]
      ) throws(Abort) -> ErrorNumber? {
        try errorNumber { () throws(KernelError) in
          try kernel.emitEvent(entries, keys: Array(keys.utf8), values: values)
        }
      }
      func entry(
        _ key: UInt32, _ value: UInt32, flags: UInt64 = 3, codec: UInt64 = 0x55
      ) -> EventEntryHeader {
        EventEntryHeader(flags: flags, codec: codec, keyLength: key, valueLength: value)
      }
      let long = String(repeating: "k", count: 32)
      #expect(try emit([entry(1, 1)], "a", [1]) == nil)
      #expect(try emit([], "", []) == nil)
      #expect(try emit([entry(1, 1, flags: 4)], "a", [1]) == .illegalArgument)
      #expect(try emit([entry(1, 1, codec: 0x71)], "a", [1]) == .illegalCodec)
      #expect(try emit([entry(32, 1)], long, [1]) == .limitExceeded)
      #expect(try emit([entry(1, 1)], "ab", [1]) == .illegalArgument)
      #expect(try emit([entry(1, 1)], "a", [1, 2]) == .illegalArgument)
      #expect(try emit([entry(2, 1)], "a", [1]) == .illegalArgument)
      #expect(try emit([entry(1, 0), entry(1, 0)], "é", []) == .illegalArgument)
      let many = [EventEntryHeader](repeating: entry(0, 0), count: 256)
      #expect(try emit(many, "", []) == .limitExceeded)
      let big = [UInt8](repeating: 0, count: 8193)
      #expect(try emit([entry(1, 8193)], "a", big) == .limitExceeded)
    }
  }

  @Test func onlyInitCreatesActors() throws {
    var numbers: [ErrorNumber?] = []
    let placeholder = ActorState(
      code: TestMachine.code("placeholder"), nonce: 0, balance: TokenAmount(whole: 4),
      delegatedAddress: TestMachine.f410(5))
    let code = TestMachine.code("script 200")
    let world = try TestMachine(
      extra: [260: placeholder],
      [
        200: ScriptActor { _, _, kernel throws(Abort) in
          numbers.append(
            try errorNumber { () throws(KernelError) in
              try kernel.createActor(code: code, id: 400, delegatedAddress: nil)
            })
          _ = try kernel.attempt { kernel throws(KernelError) in try kernel.call(1) }
          return noBlock
        },
        1: ScriptActor { _, _, kernel throws(Abort) in
          func create(
            _ code: CID, _ id: ActorID, _ address: Address?
          ) throws(Abort) -> ErrorNumber? {
            try errorNumber { () throws(KernelError) in
              try kernel.createActor(code: code, id: id, delegatedAddress: address)
            }
          }
          let first = try kernel.attempt { kernel throws(KernelError) in
            try kernel.nextActorAddress()
          }
          numbers.append(try create(TestMachine.code("placeholder"), 401, nil))
          numbers.append(try create(code, 200, nil))
          numbers.append(try create(code, 260, TestMachine.f410(6)))
          numbers.append(try create(code, 260, TestMachine.f410(5)))
          numbers.append(try create(code, 402, TestMachine.f410(7)))
          let second = try kernel.attempt { kernel throws(KernelError) in
            try kernel.nextActorAddress()
          }
          #expect(first != second)
          #expect(first.protocolNumber == 2)
          return noBlock
        },
      ])
    #expect(try world.run().receipt.exitCode == .ok)
    #expect(numbers == [.forbidden, .forbidden, .forbidden, .forbidden, nil, nil])
    let replaced = try #require(try world.actor(260))
    #expect(replaced.code == code)
    #expect(replaced.balance == TokenAmount(whole: 4))
    #expect(try world.actor(402)?.delegatedAddress == TestMachine.f410(7))
  }

  @Test func selfDestructBurnsOrRefuses() throws {
    var numbers: [ErrorNumber?] = []
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        numbers = [
          try errorNumber { () throws(KernelError) in try kernel.selfDestruct(burnUnspent: false) },
          try errorNumber { () throws(KernelError) in try kernel.selfDestruct(burnUnspent: true) },
          try errorNumber { () throws(KernelError) in try kernel.selfDestruct(burnUnspent: false) },
          try errorNumber { () throws(KernelError) in try kernel.root() },
        ]
        let balance = try kernel.attempt { kernel throws(KernelError) in
          try kernel.currentBalance()
        }
        #expect(balance == .zero)
        return noBlock
      }
    ])
    #expect(try world.run().receipt.exitCode == .ok)
    #expect(numbers == [.illegalOperation, nil, nil, .illegalOperation])
    #expect(try world.actor(200) == nil)
    #expect(try world.actor(99)?.balance == TokenAmount(whole: 1000))
  }

  @Test func theChainIsSeenThroughExterns() throws {
    try inKernel { kernel throws(Abort) in
      let epoch = TestMachine.epoch
      let numbers = [
        try errorNumber { () throws(KernelError) in try kernel.tipsetCID(at: epoch - 1) },
        try errorNumber { () throws(KernelError) in try kernel.tipsetCID(at: epoch) },
        try errorNumber { () throws(KernelError) in try kernel.tipsetCID(at: -1) },
        try errorNumber { () throws(KernelError) in try kernel.chainRandomness(at: -1) },
        try errorNumber { () throws(KernelError) in try kernel.beaconRandomness(at: epoch) },
        try errorNumber { () throws(KernelError) in try kernel.hash(0x99, []) },
        try errorNumber { () throws(KernelError) in try kernel.resolveAddress(.id(123_456)) },
        try errorNumber { () throws(KernelError) in
          try kernel.resolveAddress(TestMachine.f410(0x77))
        },
        try errorNumber { () throws(KernelError) in try kernel.actorCodeCID(123_456) },
        try errorNumber { () throws(KernelError) in try kernel.codeCID(ofType: 0) },
      ]
      #expect(
        numbers == [
          nil, .illegalArgument, .illegalArgument, .illegalArgument, nil, .illegalArgument, nil,
          .notFound, .notFound, .illegalArgument,
        ])
      let types = try kernel.attempt { kernel throws(KernelError) in
        (
          try kernel.builtinActorType(of: TestMachine.code("placeholder")),
          try kernel.builtinActorType(of: TestMachine.code("nobody"))
        )
      }
      #expect(types == (4, 0))
    }
  }

  @Test func aFutureEpochsRandomnessUsesUpTheGas() throws {
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        _ = try kernel.attempt { kernel throws(KernelError) in
          try kernel.beaconRandomness(at: TestMachine.epoch + 1)
        }
        return noBlock
      }
    ])
    #expect(try world.run().receipt.exitCode == .outOfGas)
  }

  @Test func signaturesOfKeysAreVerified() throws {
    let key = [UInt8](repeating: 0x11, count: 32)
    let message = Array("hello".utf8)
    let publicKey = try #require(Secp256k1.publicKey(of: key))
    let digest = try #require(Hash256(Blake2b.hash(message, size: 32)))
    let signed = try #require(Secp256k1.sign(digest: digest, privateKey: key))
    let signature =
      signed.r.bigEndianBytes + signed.s.bigEndianBytes + [signed.recoveryID]
    let signer = Address(secp256k1PublicKey: publicKey)
    // By py_ecc 8.0.0 over the same message.
    let blsKey = try Hex.decode(
      "b9553070b412a376743b00acd69beb514826cdfa2b953500"
        + "81853a8a3d7123a3828a487610078175eb7c3e75ca04e96c")
    let blsSignature = try Hex.decode(
      "acc0d6b560961c7b9c420c491abca749b347901d39718712210516ced2a75634"
        + "d778c1daf0525b41c10e8e16228e74ff0bf07b2f9cc15106c0e4f6405eebd663"
        + "ed33555b9d4435141984b2e97a2b273534ad8356b4a5a26b81b1901058f9deb9")
    try inKernel { kernel throws(Abort) in
      try kernel.attempt { kernel throws(KernelError) in
        #expect(
          try kernel.verifySignature(
            type: 1, signature: signature, signer: signer, plaintext: message))
        #expect(
          try !kernel.verifySignature(
            type: 1, signature: signature, signer: signer, plaintext: message + [0]))
        #expect(
          try !kernel.verifySignature(
            type: 1, signature: [], signer: signer, plaintext: message))
        #expect(
          try kernel.recoverSecpPublicKey(digest: digest.bytes, signature: signature)
            == publicKey)
      }
      try kernel.attempt { kernel throws(KernelError) in
        #expect(
          try kernel.verifySignature(
            type: 2, signature: blsSignature, signer: .bls(blsKey), plaintext: message))
        // A signature of the other scheme than the key's.
        for (type, address) in [(2, signer), (1, .bls(blsKey))] {
          #expect(
            try !kernel.verifySignature(
              type: UInt32(type), signature: signature, signer: address, plaintext: message))
        }
      }
      for (type, address) in [(1, Address.id(100)), (3, signer), (4, signer)] {
        let number = try errorNumber { () throws(KernelError) in
          try kernel.verifySignature(
            type: UInt32(type), signature: signature, signer: address, plaintext: message)
        }
        #expect(number == .illegalArgument)
      }
    }
  }
}

enum CBORLink {
  /// The block of an array with one link.
  static func array(_ cid: CID) -> [UInt8] { [0x81] + cid.cborBytes }
}
