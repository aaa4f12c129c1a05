/// What a system call answers an actor when it fails (ref-fvm `shared/src/error/mod.rs`).
package enum ErrorNumber: UInt32, Error, Hashable, Sendable, CaseIterable {
  case illegalArgument = 1
  case illegalOperation
  case limitExceeded
  case assertionFailed
  case insufficientFunds
  case notFound
  case invalidHandle
  case illegalCID
  case illegalCodec
  case serialization
  case forbidden
  case bufferTooSmall
  case readOnly
}
