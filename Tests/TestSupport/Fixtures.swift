#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where tests find their data.
///
/// `fixtures/` is committed and always there. Conformance vectors lie in `ethereum-tests/` (laid by
/// `tools/vectors`) or in `../shared` beside the checkout; a test that needs one asks and skips.
package enum Fixtures {
  /// The checkout's root folder.
  package static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// A file below `fixtures/`.
  package static func path(_ name: String) -> String { "\(root)/fixtures/\(name)" }

  /// A folder or file of vectors: below `ethereum-tests/`, else below `../shared/vectors/`; nil if
  /// neither has it.
  package static func vectors(_ name: String) -> String? {
    ["\(root)/ethereum-tests/\(name)", "\(root)/../shared/vectors/\(name)"]
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The bytes of a file.
  package static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  /// Names of the files directly in a folder that end in `suffix`, sorted.
  package static func files(in folder: String, suffix: String = ".json") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(suffix) }.sorted()
  }
}
