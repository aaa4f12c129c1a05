import Filecoin
import JSONText
import TestSupport
import Testing

@testable import FVM

struct GasGoldenTests {
  @Test func pricesAreThoseOfTheReferenceList() throws {
    let prices = PriceList.watermelon
    for row in try Golden.cases("gas_charges") {
      let args = try row.row("args")
      let charge: GasCharge
      switch try row.text("charge") {
      case "OnChainMessage": charge = prices.onChainMessage(length: try args.int("len"))
      case "OnMethodReturn":
        charge = prices.onMethodReturn(
          depth: try args.int("depth"), size: try args.int("size"), links: try args.int("links"))
      case "OnMethodInvocation":
        charge = prices.onMethodInvocation(paramLinks: try args.int("param_links"))
      case "OnValueTransfer": charge = prices.onValueTransfer()
      case "OnActorLookup": charge = prices.onActorLookup()
      case "OnActorUpdate": charge = prices.onActorUpdate()
      case "OnCreateActor":
        charge = prices.onCreateActor(newAddress: try args.value("new_address").bool == true)
      case "OnBlockOpen":
        charge = prices.onBlockOpen(size: try args.int("size"), links: try args.int("links"))
      case "OnBlockCreate":
        charge = prices.onBlockCreate(size: try args.int("size"), links: try args.int("links"))
      case "OnBlockRead": charge = prices.onBlockRead(size: try args.int("size"))
      case "OnBlockLink": charge = prices.onBlockLink(.blake2b256, size: try args.int("size"))
      case "OnBlockOpenBase": charge = prices.onBlockOpenBase()
      case "OnActorGetRoot": charge = prices.onGetRoot()
      case "OnActorSetRoot": charge = prices.onSetRoot()
      case "OnGetRandomness":
        charge = prices.onGetRandomness(lookback: Int64(try args.int("lookback")))
      case "OnTipsetCid": charge = prices.onTipsetCID(lookback: Int64(try args.int("lookback")))
      case "OnHashing":
        charge = prices.onHashing(
          try hashFunction(try args.text("hash")), length: try args.int("len"))
      case "OnRecoverSecpPublicKey": charge = prices.onRecoverSecpPublicKey()
      case "OnVerifySignature":
        charge = prices.onVerifySignature(
          type: try args.int("type") == 1 ? .secp256k1 : .bls, length: try args.int("len"))
      case "OnVerifyBlsAggregateSignature":
        charge = prices.onVerifyAggregateSignature(
          signers: try args.int("sigs"), length: try args.int("len"))
      case "OnActorEvent":
        charge = prices.onActorEvent(
          entries: try args.int("entries"), keys: try args.int("key_bytes"),
          values: try args.int("value_bytes"))
      case "OnUtf8Validation": charge = prices.onUTF8Validation(length: try args.int("len"))
      case let name:
        Issue.record("\(row.id): unknown charge \(name)")
        continue
      }
      let compute = try row.number("compute_milligas")
      let storage = try row.number("storage_milligas")
      #expect(charge.compute == Gas(milligas: compute), "\(row.id) compute of \(charge.name)")
      #expect(charge.other == Gas(milligas: storage), "\(row.id) storage of \(charge.name)")
    }
  }

  private func hashFunction(_ name: String) throws -> HashFunction {
    switch name {
    case "sha2-256": return .sha256
    case "keccak-256": return .keccak256
    case "ripemd-160": return .ripemd160
    case "blake2b-256": return .blake2b256
    case "blake2b-512": return .blake2b512
    default: throw Golden.Missing.malformed(name)
    }
  }

  @Test func feesAreSettledAsTheReferenceDoes() throws {
    for row in try Golden.cases("gas_outputs") {
      switch row.kind {
      case "overestimation":
        let (refund, burned) = GasOutputs.overEstimation(
          used: try row.number("gas_used"), limit: try row.number("gas_limit"))
        #expect(refund == (try row.number("refund")), "\(row.id)")
        #expect(burned == (try row.number("burn")), "\(row.id)")
      case "outputs":
        let outputs = GasOutputs(
          gasUsed: try row.number("gas_used"), gasLimit: try row.number("gas_limit"),
          baseFee: try row.amount("base_fee"), feeCap: try row.amount("fee_cap"),
          premium: try row.amount("premium"))
        #expect(outputs.baseFeeBurn == (try row.amount("base_fee_burn")), "\(row.id)")
        #expect(outputs.overEstimationBurn == (try row.amount("over_estimation_burn")), "\(row.id)")
        #expect(outputs.minerPenalty == (try row.amount("miner_penalty")), "\(row.id)")
        #expect(outputs.minerTip == (try row.amount("miner_tip")), "\(row.id)")
        #expect(outputs.refund == (try row.amount("refund")), "\(row.id)")
        #expect(outputs.gasRefund == (try row.number("gas_refund")), "\(row.id)")
        #expect(outputs.gasBurned == (try row.number("gas_burned")), "\(row.id)")
      case "effective_premium":
        let premium = GasOutputs.effectivePremium(
          baseFee: try row.amount("base_fee"), feeCap: try row.amount("fee_cap"),
          premium: try row.amount("premium"))
        #expect(premium == (try row.amount("effective")), "\(row.id)")
      default: Issue.record("\(row.id): unknown kind \(row.kind)")
      }
    }
  }

  @Test func theBaseFeeFollowsBothRules() throws {
    for row in try Golden.cases("base_fee") {
      switch row.kind {
      case "utilisation":
        let next = BaseFee.next(
          after: try row.amount("base_fee"), gasLimits: try row.number("gas_limit_sum"),
          blocks: try row.int("blocks"))
        #expect(next == (try row.amount("next")), "\(row.id)")
      case "premium_percentile":
        let premiums = try row.value("premiums").array ?? []
        let limits = try row.value("gas_limits").array ?? []
        #expect(premiums.count == limits.count)
        let bids = zip(premiums, limits).compactMap { premium, limit in
          premium.uint64.flatMap { premium in
            limit.uint64.map { BaseFee.Bid(premium: TokenAmount(atto: premium), gasLimit: $0) }
          }
        }
        #expect(bids.count == premiums.count, "\(row.id)")
        let result = BaseFee.premium(of: bids, at: try row.number("index"))
        #expect(result == (try row.amount("result")), "\(row.id)")
      case "next_from_premium":
        let next = BaseFee.next(
          after: try row.amount("base_fee"), premium: try row.amount("premium"))
        #expect(next == (try row.amount("next")), "\(row.id)")
      default: Issue.record("\(row.id): unknown kind \(row.kind)")
      }
    }
  }
}
