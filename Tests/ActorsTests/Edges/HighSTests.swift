import Cryptography
import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// Signatures with an s above half the order are as good as their twins in the FVM (ref-fvm
/// `shared/src/crypto/signature.rs` `recover_secp_public_key` turns s and the recovery id over, "required
/// for Ethereum compatibility", ref-fvm#2156), so that `verify_signature`, ECRECOVER and
/// AuthenticateMessage take them.
struct HighSTests {
  private static let order = UInt256(
    limbs: 0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, .max)

  /// The reference's own vector (`secp_ecrecover_testvector`), through the precompile: s begins with ee.
  @Test(arguments: [0, 1])
  func ecrecoverTakesIt(extra: Int) throws {
    let input = try Hex.decode(
      "18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c"
        + "000000000000000000000000000000000000000000000000000000000000001c"
        + "73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75f"
        + "eeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549")
    let world = try EdgeWorld()
    // What follows the signature is not looked at.
    let outcome = try world.run(
      Assembly.memory(input) + " 32 0 \(128 + extra) 0 1 GAS STATICCALL POP 32 0 RETURN")
    #expect(
      outcome.word == UInt256(text: "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"))
  }

  @Test func authenticateMessageTakesBothTwins() throws {
    let message = Array("twins".utf8)
    let digest = try #require(Hash256(Blake2b.hash(message, size: 32)))
    let signed = try #require(Secp256k1.sign(digest: digest, privateKey: EdgeWorld.key))
    let world = try EdgeWorld()
    for (s, id, code) in [
      (signed.s, signed.recoveryID, ExitCode.ok),
      (Self.order - signed.s, signed.recoveryID ^ 1, .ok),
      // Turned over by half it is another key's, and an s of n and above is none.
      (Self.order - signed.s, signed.recoveryID, .illegalArgument),
      (Self.order, signed.recoveryID, .illegalArgument),
      (.zero, signed.recoveryID, .illegalArgument),
    ] {
      var encoder = CBOREncoder()
      encoder.appendArray(count: 2)
      encoder.append(bytes: signed.r.bigEndianBytes + s.bigEndianBytes + [id])
      encoder.append(bytes: message)
      let outcome = try world.send(
        to: .id(EdgeWorld.nativeID), 2_643_134_072, params: encoder.bytes)
      #expect(outcome.code == code)
    }
  }

  /// The system calls themselves, for whoever makes them.
  @Test func theSystemCallsTakeBothTwins() throws {
    let message = Array("twins".utf8)
    let digest = try #require(Hash256(Blake2b.hash(message, size: 32)))
    let signed = try #require(Secp256k1.sign(digest: digest, privateKey: EdgeWorld.key))
    let twins = [
      signed.r.bigEndianBytes + signed.s.bigEndianBytes + [signed.recoveryID],
      signed.r.bigEndianBytes + (Self.order - signed.s).bigEndianBytes + [signed.recoveryID ^ 1],
    ]
    var verified: [Bool] = []
    var keys: Set<[UInt8]> = []
    let probe = ProbeActor { _, _, runtime throws(ActorError) in
      for signature in twins {
        verified.append(
          try runtime.expect("verify") { () throws(KernelError) in
            try runtime.kernel.verifySignature(
              type: 1, signature: signature, signer: EdgeWorld.native, plaintext: message)
          })
        keys.insert(
          try runtime.expect("recover") { () throws(KernelError) in
            try runtime.kernel.recoverSecpPublicKey(digest: digest.bytes, signature: signature)
          })
      }
      return nil
    }
    let world = try EdgeWorld(probe: probe)
    #expect(try world.send(to: .id(EdgeWorld.probeID), 77).code == .ok)
    #expect(verified == [true, true])
    #expect(keys == [try #require(Secp256k1.publicKey(of: EdgeWorld.key))])
  }
}
