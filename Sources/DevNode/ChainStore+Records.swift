import Filecoin
import Foundation
import GRDB
import IPLD
import Primitives

/// Writing and reading the store's records.
extension ChainStore {
  // MARK: - Settings and accounts

  static func save(_ configuration: NodeConfiguration, _ accounts: [DevAccount], _ db: Database)
    throws
  {
    let values: [(String, String)] = [
      ("chain_id", "\(configuration.chainID.rawValue)"),
      ("network_version", "\(configuration.networkVersion.rawValue)"),
      ("network_name", configuration.networkName),
      ("genesis_timestamp", "\(configuration.genesisTimestamp)"),
      ("mnemonic", configuration.mnemonic),
      ("account_count", "\(configuration.accountCount)"),
      ("account_balance", configuration.accountBalance.atto.description),
      ("initial_base_fee", configuration.initialBaseFee.atto.description),
    ]
    for (name, value) in values {
      try db.execute(
        sql: "INSERT INTO settings(name, value) VALUES (?, ?)", arguments: [name, value])
    }
    for (position, account) in accounts.enumerated() {
      try db.execute(
        sql: "INSERT INTO accounts(position, address, private_key) VALUES (?, ?, ?)",
        arguments: [position, Data(account.address.bytes), Data(account.privateKey)])
    }
  }

  func configuration() throws(StoreError) -> NodeConfiguration {
    let values = try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM settings")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as String) })
    }
    guard let chainID = values["chain_id"].flatMap({ UInt64($0) }),
      let version = values["network_version"].flatMap({ UInt32($0) }),
      let name = values["network_name"], let mnemonic = values["mnemonic"],
      let timestamp = values["genesis_timestamp"].flatMap({ UInt64($0) }),
      let count = values["account_count"].flatMap({ Int($0) }),
      let balance = values["account_balance"].flatMap({ BigInt(text: $0) }),
      let baseFee = values["initial_base_fee"].flatMap({ BigInt(text: $0) })
    else { throw .damaged(path, "settings are missing or malformed") }
    return NodeConfiguration(
      chainID: ChainID(rawValue: chainID), networkVersion: NetworkVersion(rawValue: version),
      networkName: name, genesisTimestamp: timestamp, mnemonic: mnemonic, accountCount: count,
      accountBalance: TokenAmount(atto: balance), initialBaseFee: TokenAmount(atto: baseFee))
  }

  func accounts() throws(StoreError) -> [DevAccount] {
    let path = path
    return try read { db in
      try Row.fetchAll(db, sql: "SELECT address, private_key FROM accounts ORDER BY position")
        .map { row in
          guard let address = EthAddress(row[0] as Data) else {
            throw StoreError.damaged(path, "an account's address is malformed")
          }
          return DevAccount(address: address, privateKey: Array(row[1] as Data))
        }
    }
  }

  // MARK: - Tipsets

  static func save(_ tipset: TipsetRecord, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO tipsets(epoch, hash, header, state_root, receipts_root, gas_used, message_count)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        tipset.epoch, Data(tipset.hash.bytes), Data(tipset.header.cborBytes),
        Data(tipset.stateRoot.bytes), Data(tipset.receiptsRoot.bytes), Int64(tipset.gasUsed),
        tipset.messageCount,
      ])
  }

  /// The newest tipset.
  func head() throws(StoreError) -> TipsetRecord {
    guard let head = try tipset(where: "1 ORDER BY epoch DESC LIMIT 1", []) else {
      throw .damaged(path, "it has no genesis")
    }
    return head
  }

  func tipset(epoch: ChainEpoch) throws(StoreError) -> TipsetRecord? {
    try tipset(where: "epoch = ?", [epoch])
  }

  /// The last tipset at an epoch or before it.
  func tipset(upTo epoch: ChainEpoch) throws(StoreError) -> TipsetRecord? {
    try tipset(where: "epoch <= ? ORDER BY epoch DESC LIMIT 1", [epoch])
  }

  func tipset(hash: Hash256) throws(StoreError) -> TipsetRecord? {
    try tipset(where: "hash = ?", [Data(hash.bytes)])
  }

  private func tipset(
    where condition: String, _ arguments: StatementArguments
  ) throws(StoreError) -> TipsetRecord? {
    let path = path
    return try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT header, state_root, receipts_root, gas_used, message_count FROM tipsets
          WHERE \(condition)
          """)
      return try Row.fetchOne(statement, arguments: arguments).map { row in
        do {
          return TipsetRecord(
            header: try BlockHeader(cborBytes: Array(row[0] as Data)),
            stateRoot: try CID(bytes: row[1] as Data), receiptsRoot: try CID(bytes: row[2] as Data),
            gasUsed: UInt64(row[3] as Int64), messageCount: row[4])
        } catch {
          throw StoreError.damaged(path, "a tipset is malformed: \(error)")
        }
      }
    }
  }

  // MARK: - Messages

  static func save(_ message: MessageRecord, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO messages(epoch, position, cid, hash, signed, receipt, base_fee_burn,
          over_estimation_burn, miner_tip, refund, failure)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        message.epoch, message.position, Data(message.cid.bytes), Data(message.hash.bytes),
        Data(message.signed.cborBytes), Data(message.receipt.cborBytes),
        message.charges.baseFeeBurn.atto.description,
        message.charges.overEstimationBurn.atto.description,
        message.charges.minerTip.atto.description, message.charges.refund.atto.description,
        message.failure,
      ])
    for log in message.logs { try save(log, db) }
  }

  func message(hash: Hash256) throws(StoreError) -> MessageRecord? {
    try messages(where: "hash = ?", [Data(hash.bytes)]).first
  }

  func message(cid: CID) throws(StoreError) -> MessageRecord? {
    try messages(where: "cid = ?", [Data(cid.bytes)]).first
  }

  /// The messages of a tipset in order.
  func messages(epoch: ChainEpoch) throws(StoreError) -> [MessageRecord] {
    try messages(where: "epoch = ? ORDER BY position", [epoch])
  }

  private func messages(
    where condition: String, _ arguments: StatementArguments
  ) throws(StoreError) -> [MessageRecord] {
    let path = path
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT epoch, position, cid, hash, signed, receipt, base_fee_burn, over_estimation_burn,
            miner_tip, refund, failure
          FROM messages WHERE \(condition)
          """, arguments: arguments)
      return try rows.map { row in
        var record: MessageRecord
        do {
          record = try Self.message(row)
        } catch {
          throw StoreError.damaged(path, "a message is malformed: \(error)")
        }
        record.logs = try Self.logs(
          db, where: "epoch = ? AND position = ?", [record.epoch, record.position])
        return record
      }
    }
  }

  private static func message(_ row: Row) throws -> MessageRecord {
    func amount(_ column: Int) throws -> TokenAmount {
      guard let value = BigInt(text: row[column] as String) else {
        throw StoreError("an amount is no number")
      }
      return TokenAmount(atto: value)
    }
    guard let hash = Hash256(row[3] as Data) else { throw StoreError("a hash is not 32 bytes") }
    return MessageRecord(
      signed: try SignedMessage(cborBytes: Array(row[4] as Data)),
      cid: try CID(bytes: row[2] as Data), hash: hash, epoch: row[0], position: row[1],
      receipt: try Receipt(cborBytes: Array(row[5] as Data)),
      charges: GasCharges(
        baseFeeBurn: try amount(6), overEstimationBurn: try amount(7), minerTip: try amount(8),
        refund: try amount(9)),
      failure: row[10])
  }
}
