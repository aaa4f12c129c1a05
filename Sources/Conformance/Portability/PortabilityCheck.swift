import EVM
import Filecoin
import Primitives

/// Static checks of a contract's creation code against Filecoin's rules.
package struct PortabilityCheck {
  /// From the gravest down; a rule's findings of one detail are one.
  package private(set) var findings: [Finding] = []
  private let code: [UInt8]

  /// The most code that a contract may have (EIP-170).
  private static let maximumCode = 24_576
  /// The longest message (lotus `MaxMessageSize`), without signature and header.
  private static let maximumMessage = 65_536 - 200

  /// Checks creation code, constructor arguments left out or not.
  package init(creationCode: [UInt8]) {
    code = creationCode
    if code.count > Self.maximumMessage {
      add(.messageSize, .error, "\(code.count) bytes of creation code", nil)
    }
    let constructor = CodePart(name: "constructor", start: 0, code: code[...])
    check(constructor)
    descend(from: constructor, level: 0)
    findings.sort { ($0.severity, $0.rule.rawValue) < ($1.severity, $1.rule.rawValue) }
  }

  // MARK: - Parts

  /// Checks the code that a part copies out of itself: the contract that a constructor leaves, and
  /// creation code of others.
  private mutating func descend(from part: CodePart, level: Int) {
    guard level < 4 else { return }
    var seen: Set<Int> = []
    for copy in part.copies.sorted(by: { $0.offset < $1.offset }) {
      let begin = part.start + copy.offset
      guard copy.size >= 8, copy.offset > 0, begin < code.count, begin + copy.size <= code.count,
        !seen.contains(copy.offset), Self.looksLikeCode(code[begin..<begin + copy.size])
      else { continue }
      seen.insert(copy.offset)
      let isConstructor = part.name.hasSuffix("constructor")
      let name =
        level == 0
        ? "runtime"
        : isConstructor
          ? part.name.replacing(suffix: "constructor", with: "runtime")
          : "created at \(begin) constructor"
      let inner = CodePart(name: name, start: begin, code: code[begin..<begin + copy.size])
      if isConstructor {
        if inner.size > Self.maximumCode {
          add(.codeSize, .error, "\(inner.size) bytes", place(0, inner))
        }
        if code[begin] == 0xef { add(.reservedCode, .error, "", place(0, inner)) }
      }
      check(inner)
      descend(from: inner, level: level + 1)
    }
  }

  /// Whether bytes are code rather than a constant: their first block uses only known instructions
  /// and more than pushes.
  private static func looksLikeCode(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.first == 0xef { return true }
    var kinds: Set<UInt8> = []
    for instruction in Disassembler.instructions(Array(bytes.prefix(64))).prefix(12) {
      guard let row = OpcodeTable[instruction.opcode] else { return false }
      kinds.insert(row.opcode.rawValue)
      if [.jump, .jumpi, .return, .revert].contains(instruction.opcode) { break }
    }
    return kinds.count >= 4
  }

  // MARK: - Findings

  private func place(_ instruction: Int, _ part: CodePart) -> Finding.Place {
    let offset =
      part.instructions.indices.contains(instruction) ? part.instructions[instruction].offset : 0
    return Finding.Place(part: part.name, offset: offset, absoluteOffset: part.start + offset)
  }

  private mutating func add(
    _ rule: PortabilityRule, _ severity: Finding.Severity, _ detail: String,
    _ place: Finding.Place?
  ) {
    let places = place.map { [$0] } ?? []
    if let index = findings.firstIndex(where: { $0.rule == rule && $0.detail == detail }) {
      findings[index].places += places
    } else {
      findings.append(Finding(rule: rule, severity: severity, detail: detail, places: places))
    }
  }

  private mutating func check(_ part: CodePart) {
    // What the part copies out of itself is checked as a part of its own.
    let copied = part.copies.filter { $0.offset > 0 }
    for instruction in part.reached {
      let offset = part.instructions[instruction].offset
      if copied.contains(where: { $0.offset <= offset && offset - $0.offset < $0.size }) {
        continue
      }
      check(instruction, part)
    }
  }

  private mutating func check(_ index: Int, _ part: CodePart) {
    let opcode = part.instructions[index].opcode
    let here = place(index, part)
    func next(_ distance: Int) -> Opcode? {
      index + distance < part.instructions.count ? part.instructions[index + distance].opcode : nil
    }
    switch opcode {
    case .callcode, .blobhash, .blobbasefee:
      add(.absentOpcode, .error, opcode.mnemonic, here)
    case .selfdestruct: add(.selfDestruct, .warning, "", here)
    case .prevrandao: add(.prevRandao, .warning, "", here)
    case .blockhash: add(.blockHash, .warning, "", here)
    case .coinbase: add(.coinbase, .warning, "", here)
    case .gaslimit: add(.gasLimit, .note, "", here)
    case .timestamp: add(.timestamp, .note, "", here)
    case .number: add(.number, .note, "", here)
    case .basefee, .gasprice: add(.fees, .note, opcode.mnemonic, here)
    case .extcodehash: add(.extCodeHash, .note, "", here)
    case .extcodesize:
      if !isCompilersCheck(index, part) { add(.extCodeSize, .note, "", here) }
    case .gas:
      if !feedsCall(index, part) { add(.gasObserved, .note, "", here) }
    case .sload, .sstore, .tload, .tstore:
      if part.block(of: index)?.isInLoop == true, opcode == .sload || opcode == .sstore {
        add(.storageInLoop, .note, opcode.mnemonic, here)
      }
    case .create, .create2: add(.create, .note, opcode.mnemonic, here)
    case .log0, .log1, .log2, .log3, .log4:
      if case .constant(let size) = part.operand(1, of: index), size > 8_192 {
        add(.logSize, .error, "\(size) bytes", here)
      }
    case .push20: checkAddress(part.instructions[index], here)
    case .call, .staticcall, .delegatecall: checkCall(index, part)
    default: break
    }
    if opcode.immediates == 2, part.instructions[index].immediate == [0x08, 0xfc],
      next(1) != .mul, next(1) != .jump, next(1) != .jumpi, !isDestination(2300, part),
      nearCall(index, part)
    {
      add(.stipend, .warning, "", here)
    }
  }

  private mutating func checkCall(_ index: Int, _ part: CodePart) {
    let opcode = part.instructions[index].opcode
    let here = place(index, part)
    switch part.operand(0, of: index) {
    case .stipend: add(.stipend, .warning, "", here)
    case .constant(2300): add(.stipend, .warning, "", here)
    case .constant(let gas) where !gas.isZero && gas.fitsUInt64 && gas < 10_000_000_000:
      add(.hardCodedGas, .warning, "\(opcode.mnemonic) with \(gas) gas", here)
    case .constant, .destinations, .gasLeft, .unknown: break
    }
    var isPrecompile = false
    if case .constant(let target) = part.operand(1, of: index) {
      isPrecompile = checkTarget(target, here)
    }
    guard !isPrecompile else { return }
    if opcode == .delegatecall { add(.delegateCall, .note, "", here) }
    if part.block(of: index)?.isInLoop == true { add(.callInLoop, .note, opcode.mnemonic, here) }
  }

  /// Whether a call's constant target is a precompile, with findings for those that differ.
  private mutating func checkTarget(_ target: UInt256, _ here: Finding.Place) -> Bool {
    if target.fitsUInt64, (1...0x100).contains(target.limb0) {
      switch target.limb0 {
      case 0x0a: add(.missingPrecompile, .error, "0x0a, point evaluation (EIP-4844)", here)
      case 0x01...0x11, 0x100: break
      default:
        add(.missingPrecompile, .note, "\(target.hexQuantity) is reserved and empty", here)
      }
      return true
    }
    // 0xfe00…01 to 0xfe00…ff.
    guard target.limb1 == 0, target.limb2 == 0xfe00_0000, target.limb3 == 0, target.limb0 > 0,
      target.limb0 < 0x100
    else { return false }
    switch target.limb0 {
    case 1, 2, 3, 5, 6:
      add(.filecoinPrecompile, .note, "0xfe…0\(target.limb0)", here)
    default: add(.missingPrecompile, .warning, "0xfe…, number \(target.limb0)", here)
    }
    return true
  }

  /// A 20-byte constant that masks an id.
  private mutating func checkAddress(
    _ instruction: DisassembledInstruction, _ here: Finding.Place
  ) {
    guard let address = EthAddress(instruction.immediate), let id = address.maskedActorID else {
      return
    }
    // The largest id is a mask of bits, not an actor.
    if id != .max { add(.maskedID, .note, "actor f0\(id)", here) }
  }

  // MARK: - Patterns

  /// solc's own test in front of a call, which a native actor passes as a contract does:
  /// EXTCODESIZE ISZERO (DUP1 ISZERO) PUSH JUMPI.
  private func isCompilersCheck(_ index: Int, _ part: CodePart) -> Bool {
    var rest = part.instructions.dropFirst(index + 1).map(\.opcode).prefix(6)[...]
    guard rest.popFirst() == .iszero else { return false }
    if rest.first == .dup1 {
      rest = rest.dropFirst()
      guard rest.popFirst() == .iszero else { return false }
    }
    // `length > 0` of a library reads ISZERO ISZERO.
    guard let push = rest.popFirst(), push.immediates > 0, rest.popFirst() == .jumpi else {
      return false
    }
    return true
  }

  /// Whether a call comes within the block, on whose stack GAS is.
  private func feedsCall(_ index: Int, _ part: CodePart) -> Bool {
    guard let block = part.block(of: index) else { return false }
    for later in (index + 1)..<max(index + 1, block.range.upperBound) {
      switch part.instructions[later].opcode {
      case .call, .staticcall, .delegatecall, .callcode:
        return part.operand(0, of: later) == .gasLeft || later == index + 1
      default: continue
      }
    }
    return false
  }

  private func isDestination(_ offset: Int, _ part: CodePart) -> Bool {
    part.instructions.contains { $0.offset == offset && $0.opcode == .jumpdest }
  }

  /// Whether a CALL follows soon, as the gas of which 2300 may have been chosen.
  private func nearCall(_ index: Int, _ part: CodePart) -> Bool {
    part.instructions.dropFirst(index + 1).prefix(30).contains { $0.opcode == .call }
  }
}

extension String {
  fileprivate func replacing(suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}
