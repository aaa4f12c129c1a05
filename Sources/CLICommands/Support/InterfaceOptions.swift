import ArgumentParser
import ContractABI

/// What is known about contracts' functions, events and errors.
struct InterfaceOptions: ParsableArguments {
  @Option(
    name: .customLong("abi"),
    help: "A JSON ABI or artifact that explains functions, logs and errors: FILE or FILE:CONTRACT.")
  var files: [String] = []

  /// Everything that the files tell; nil without any.
  func load() throws -> ContractInterface? {
    guard !files.isEmpty else { return nil }
    var interface = ContractInterface()
    for name in files {
      let (path, contract) = Self.split(name)
      do {
        interface.merge(
          try ContractArtifact.interface(bytes: InputFile.read(path), contract: contract))
      } catch let error as ArtifactError {
        throw CLIError("\(path): \(error)")
      }
    }
    return interface
  }

  /// `FILE`, or `FILE:CONTRACT` where the part after the colon is a name.
  static func split(_ name: String) -> (path: String, contract: String?) {
    guard let colon = name.lastIndex(of: ":") else { return (name, nil) }
    let contract = name[name.index(after: colon)...]
    guard !contract.isEmpty,
      contract.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" })
    else { return (name, nil) }
    return (String(name[..<colon]), String(contract))
  }
}
