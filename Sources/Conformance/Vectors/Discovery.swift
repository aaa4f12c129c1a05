import Foundation

/// Finds vector files.
package enum Discovery {
  /// A path that does not exist.
  package struct NotFound: Error, CustomStringConvertible {
    package let path: String
    package var description: String { "\(path): no such file or folder" }
  }

  /// The files that `paths` name, and the `.json` files below the folders that they name.
  ///
  /// Folders are walked in the byte order of names, so the result is the same on every machine.
  /// Hidden entries are left out.
  package static func files(_ paths: [String]) throws(NotFound) -> [String] {
    var found: [String] = []
    for path in paths {
      guard let isFolder = isFolder(path) else { throw NotFound(path: path) }
      if isFolder {
        walk(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path, &found)
      } else {
        found.append(path)
      }
    }
    return found
  }

  private static func walk(_ folder: String, _ found: inout [String]) {
    // A folder that cannot be listed holds no vectors for us.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".json") {
        found.append(path)
      } else if isFolder(path) == true {
        walk(path, &found)
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool? {
    // Nil for a path that is not there; links are followed.
    let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
      return nil
    }
    return attributes[.type] as? FileAttributeType == .typeDirectory
  }
}
