import Primitives

// Solidity, Vyper and Yul keep variables at fixed places of memory, and read them back again and
// again: one record in four of `muldiv_512` and `shell_sort` was such a read. Within a block a word
// that was stored or loaded at a constant offset is remembered with the register that still holds it,
// and reading it again writes no record. The word is in use by then, so nothing is to be paid but the
// instruction itself, and nothing can fail.

/// A word of memory that a register, or the translator, holds too.
struct KnownWord {
  let offset: UInt64
  var value: StackValue
  /// What `Translator.contents` says of the register as long as it holds the word.
  let contents: Int32
}

extension Translator {
  /// What lies at an offset of memory, if it is known.
  func knownWord(at offset: UInt64) -> StackValue? {
    for word in knownWords where word.offset == offset {
      guard let register = word.value.register else { return word.value }
      return contents[register] == word.contents ? word.value : nil
    }
    return nil
  }

  /// A word was loaded from or stored to an offset.
  mutating func know(_ value: StackValue, at offset: UInt64) {
    forget(at: offset)
    var place: Int32 = -1
    if let register = value.register {
      place = contents[register]
      if place == Translator.noContents { return }
    }
    knownWords.append(KnownWord(offset: offset, value: value, contents: place))
  }

  /// Bytes of the word at an offset are overwritten.
  mutating func forget(at offset: UInt64) {
    // Words overlap if their distance either way is less than a word.
    knownWords.removeAll { $0.offset &- offset < 32 || offset &- $0.offset < 32 }
  }

  /// Memory is written somewhere.
  mutating func forgetMemory() { knownWords.removeAll(keepingCapacity: true) }

  /// The record that wrote `register` writes `home` instead.
  mutating func moveContents(of register: Int, to home: Int) {
    let place = contents[register]
    for index in knownWords.indices
    where knownWords[index].value == .register(register) && knownWords[index].contents == place {
      knownWords[index].value = .register(home)
    }
    contents[home] = place
    contents[register] = Translator.noContents
  }

  /// Of a register whose contents nobody may ask for.
  static var noContents: Int32 { -2 }

  /// Whether an instruction writes memory.
  static func writesMemory(_ opcode: Opcode) -> Bool {
    switch opcode {
    case .calldatacopy, .codecopy, .extcodecopy, .returndatacopy, .mcopy, .call, .callcode,
      .delegatecall, .staticcall:
      true
    default: false
    }
  }
}
