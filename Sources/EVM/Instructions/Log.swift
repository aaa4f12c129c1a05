import Primitives

extension Frame {
  /// LOG0 to LOG4: offset, size, topics.
  @inline(never)
  mutating func log(topics count: Int, _ top: StackTop) throws(HaltReason) {
    try requireWritable()
    let region = try region(top[0], top[1])
    try charge(ruleset.gasSchedule.logByte * Int64(region.count))
    try host.log(
      message.recipient, topics: LogTopics(top, from: 2, count: count), data: memory.view(region),
      gas: &gas)
  }
}
