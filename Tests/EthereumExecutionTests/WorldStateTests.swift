import EVM
import EthereumExecution
import Primitives
import Testing

@Suite struct WorldStateTests {
  static let one = EthAddress(truncating: 0x1111)
  static let two = EthAddress(truncating: 0x2222)

  static func world(_ revision: Revision = .cancun) -> WorldState {
    WorldState(
      on: InMemoryState([one: InMemoryAccount(nonce: 1, balance: 100, storage: [1: 10])]),
      rules: Rules(revision))
  }

  @Test func rollbackUndoesEveryKindOfWrite() {
    let world = Self.world()
    let checkpoint = world.checkpoint()
    #expect(world.debit(Self.one, 40))
    world.credit(Self.two, 40)
    world.setNonce(Self.one, 9)
    _ = world.store(1, 0, of: Self.one)
    _ = world.store(2, 5, of: Self.one)
    world.storeTransient(3, 7, of: Self.one)
    world.beginContract(Self.two, nonce: 1)
    world.deploy(HashedCode(Code([0xfe])), at: Self.two)
    #expect(world.access(Self.two) == .cold)
    #expect(world.access(Self.two) == .warm)
    #expect(world.destroy(Self.two))
    world.rollback(to: checkpoint)
    #expect(world.balance(of: Self.one) == 100)
    #expect(world.nonce(of: Self.one) == 1)
    #expect(!world.exists(Self.two))
    #expect(world.codeHash(of: Self.two) == .emptyCode)
    #expect(!world.isNew(Self.two))
    #expect(world.access(Self.two) == .cold)
    #expect(world.load(1, of: Self.one).value == 10)
    #expect(world.load(2, of: Self.one).access == .cold)
    #expect(world.loadTransient(3, of: Self.one) == 0)
    world.finishTransaction()
    let before = InMemoryState([
      Self.one: InMemoryAccount(nonce: 1, balance: 100, storage: [1: 10])
    ])
    var after = before
    after.apply(world.diff())
    #expect(after.stateRoot() == before.stateRoot())
  }

  /// (original, current, new) and the status of writing new (EIP-2200's table).
  static let statuses: [(UInt64, UInt64, UInt64, StorageStatus)] = [
    (0, 0, 0, .unchanged), (0, 0, 1, .added), (1, 1, 0, .deleted), (1, 1, 2, .modified),
    (1, 1, 1, .unchanged), (1, 0, 2, .deletedThenAdded), (1, 2, 0, .modifiedThenDeleted),
    (1, 0, 1, .deletedThenRestored), (0, 1, 0, .addedThenDeleted), (1, 2, 1, .modifiedThenRestored),
    (0, 1, 2, .unchanged), (1, 2, 3, .unchanged),
  ]

  @Test(arguments: statuses)
  func storeTellsWhatItDid(
    original: UInt64, current: UInt64, new: UInt64, status: StorageStatus
  ) {
    let world = WorldState(
      on: InMemoryState([
        Self.one: InMemoryAccount(nonce: 1, storage: [7: UInt256(original)])
      ]), rules: Rules(.london))
    _ = world.store(7, UInt256(current), of: Self.one)
    #expect(world.store(7, UInt256(new), of: Self.one).status == status)
  }

  @Test func originalValuesAreThoseOfTheTransaction() {
    let world = Self.world()
    #expect(world.store(1, 0, of: Self.one).status == .deleted)
    world.finishTransaction()
    world.beginTransaction()
    #expect(world.store(1, 10, of: Self.one).status == .added)
  }

  @Test func touchedEmptyAccountsGoWhereTheRuleSaysSo() {
    let empty = InMemoryState([Self.two: InMemoryAccount()])
    for (revision, remains) in [(Revision.tangerineWhistle, true), (.spuriousDragon, false)] {
      let world = WorldState(on: empty, rules: Rules(revision))
      world.touch(Self.two)
      world.finishTransaction()
      #expect(world.exists(Self.two) == remains, "\(revision)")
    }
  }

  @Test func onlyTheTouchOfRIPEMDOutlivesARollback() {
    let ripemd = EthAddress(truncating: 3)
    let world = WorldState(
      on: InMemoryState([ripemd: InMemoryAccount(), Self.two: InMemoryAccount()]),
      rules: Rules(.spuriousDragon))
    let checkpoint = world.checkpoint()
    world.touch(ripemd)
    world.touch(Self.two)
    world.rollback(to: checkpoint)
    world.finishTransaction()
    #expect(!world.exists(ripemd))
    #expect(world.exists(Self.two))
  }

  @Test func destroyedAccountsLoseTheirStorage() {
    let world = Self.world(.london)
    #expect(world.destroy(Self.one))
    #expect(!world.destroy(Self.one))
    world.finishTransaction()
    world.beginTransaction()
    #expect(world.load(1, of: Self.one).value == 0)
    #expect(!world.isOccupied(Self.one))
    var state = InMemoryState([Self.one: InMemoryAccount(nonce: 1, storage: [1: 10])])
    state.apply(world.diff())
    #expect(state.accounts.isEmpty)
  }
}
