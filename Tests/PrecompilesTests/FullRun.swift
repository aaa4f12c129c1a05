#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whether every vector is run, not only a sample of the heavy ones.
let isFullRun: Bool = {
  #if DEBUG
    ProcessInfo.processInfo.environment["FEVM_FULL"] == "1"
  #else
    true
  #endif
}()
