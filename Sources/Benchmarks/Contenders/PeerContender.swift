import Conformance
import Foundation
import Primitives

/// Another program, driven through its standard input and output.
///
/// The contract: requests are lines of words, and only `run` is answered. Byte strings and addresses
/// are hexadecimal after 0x (0x alone for none), slots and values 32 bytes of it, other numbers
/// decimal.
///
///     case FORK                             forget everything; FORK is a name of ethereum/tests
///     account ADDRESS NONCE BALANCE CODE    an account of the state
///     slot ADDRESS KEY VALUE                one of its slots
///     call FROM TO GAS INPUT                the call to run, with that much gas of its own
///     run N                                 run the call N times, each on the state as given
///
/// The answer to `run` is one line, `ok GAS OUTPUT T1 … TN`: gas used without intrinsic gas and before
/// refunds, return data, and the nanoseconds of processor time of each run without the making of the
/// state; or `no REASON`. The program ends when its input does.
package final class PeerContender: Contender {
  package let name: String
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private var unread: [UInt8] = []

  /// Starts `command` by the shell. From then on this process ignores SIGPIPE: a peer that ends early
  /// is an error, not our end.
  package init(name: String, command: String) throws(ContenderError) {
    self.name = name
    signal(SIGPIPE, SIG_IGN)
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec " + command]
    process.standardInput = requests
    process.standardOutput = answers
    do {
      try process.run()
    } catch {
      throw ContenderError("peer \(name): cannot start \"\(command)\": \(error)")
    }
  }

  deinit {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  package func prepare(_ benchmark: BenchmarkCase) throws(ContenderError) {
    func hex(_ bytes: [UInt8]) -> String { Hex.encode(bytes, prefix: true) }
    var lines = ["case \(benchmark.revision.name)"]
    for account in benchmark.accounts {
      let address = hex(account.address.bytes)
      lines.append(
        "account \(address) \(account.nonce) \(account.balance) \(hex(account.code))")
      for (key, value) in account.storage {
        lines.append("slot \(address) \(hex(key.bigEndianBytes)) \(hex(value.bigEndianBytes))")
      }
    }
    lines.append(
      "call \(hex(benchmark.sender.bytes)) \(hex(benchmark.recipient.bytes)) \(benchmark.gas) "
        + hex(benchmark.input))
    try send(lines)
  }

  package func run(_ count: Int) throws(ContenderError) -> ContenderRuns {
    try send(["run \(count)"])
    let answer = try readLine()
    let words = answer.split(separator: " ")
    guard words.first == "ok" else {
      throw ContenderError(
        answer.hasPrefix("no ")
          ? String(answer.dropFirst(3)) : "peer \(name) answered \"\(answer)\"")
    }
    guard words.count == 3 + count, let gas = UInt64(words[1]),
      let output = try? Hex.decode(words[2])
    else { throw ContenderError("peer \(name): malformed answer \"\(answer.prefix(80))\"") }
    var times: [UInt64] = []
    for word in words.dropFirst(3) {
      guard let time = UInt64(word) else {
        throw ContenderError("peer \(name): \"\(word)\" is no time")
      }
      times.append(time)
    }
    return ContenderRuns(output: output, gasUsed: gas, nanoseconds: times)
  }

  private func send(_ lines: [String]) throws(ContenderError) {
    do {
      try requests.fileHandleForWriting.write(
        contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
    } catch {
      throw ContenderError("peer \(name) is gone")
    }
  }

  private func readLine() throws(ContenderError) -> String {
    while true {
      if let end = unread.firstIndex(of: 0x0a) {
        let line = String(decoding: unread[..<end], as: UTF8.self)
        unread.removeSubrange(...end)
        return line
      }
      let more = answers.fileHandleForReading.availableData
      guard !more.isEmpty else { throw ContenderError("peer \(name) ended without an answer") }
      unread += more
    }
  }
}
