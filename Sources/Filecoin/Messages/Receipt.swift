package import IPLD

/// The outcome of a message on chain.
package struct Receipt: Hashable, Sendable {
  package var exitCode: ExitCode
  package var returnData: [UInt8]
  /// Gas, rounded up.
  package var gasUsed: UInt64
  /// The root of an AMT of `StampedEvent`, nil when there are none.
  package var eventsRoot: CID?

  package init(
    exitCode: ExitCode, returnData: [UInt8] = [], gasUsed: UInt64, eventsRoot: CID? = nil
  ) {
    self.exitCode = exitCode
    self.returnData = returnData
    self.gasUsed = gasUsed
    self.eventsRoot = eventsRoot
  }
}

extension Receipt: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 4)
    encoder.append(exitCode)
    encoder.append(bytes: returnData)
    encoder.append(gasUsed)
    encoder.append(optional: eventsRoot)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(4, "receipt")
    exitCode = try decoder.read()
    returnData = try decoder.readBytes()
    gasUsed = try decoder.readUnsigned()
    eventsRoot = try decoder.readOptional()
  }
}
