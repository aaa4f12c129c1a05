import ArgumentParser
import DevNode
import IPLD

/// Where blocks are read from: the chain, or a CAR file.
struct StateSourceOptions: ParsableArguments {
  @Option(
    name: .customLong("car"), help: "Read a CAR file instead of the chain; - is standard input.")
  var archive: String?

  @OptionGroup var chainOptions: ChainOptions

  /// The blocks, and how a state in them is named.
  func open(_ console: Console) throws -> StateSource {
    guard let archive else { return StateSource(chain: try chainOptions.open(console)) }
    do {
      let (roots, store) = try CARReader.load(InputFile.read(archive))
      return StateSource(roots: roots, store: store)
    } catch let error as CARError {
      throw CLIError("\(archive): \(error)")
    }
  }
}

/// Blocks, and how a state in them is named.
struct StateSource {
  let store: any Blockstore
  private let chain: Chain?
  private let roots: [CID]

  init(chain: Chain) {
    self.chain = chain
    store = chain.blocks
    roots = []
  }

  init(roots: [CID], store: InMemoryBlockstore) {
    chain = nil
    self.store = store
    self.roots = roots
  }

  /// A state by its root's CID or by its block; without a name the chain's newest, or the archive's
  /// only root.
  func state(_ name: String?) throws -> StateView {
    if let name, let root = try? CID(text: name) {
      // Text that is no CID may be a block.
      return try StateView(root: root, store: store)
    }
    if let chain {
      return try chain.state(at: try chain.tipset(try BlockText.parse(name ?? "latest")))
    }
    if let name { throw CLIError("\"\(name)\" is no CID; an archive has no blocks of a chain") }
    guard let root = roots.first, roots.count == 1 else {
      throw CLIError("the archive has \(roots.count) roots: name one")
    }
    return try StateView(root: root, store: store)
  }

  /// A block's CID by its text.
  static func cid(_ text: String) throws(CLIError) -> CID {
    do {
      return try CID(text: text)
    } catch {
      throw CLIError("\"\(text)\" is no CID: \(error)")
    }
  }
}
