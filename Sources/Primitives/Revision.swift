/// Ethereum's protocol revisions in order of activation, from Frontier to Osaka.
///
/// Names are those of the conformance suites and execution-specs. A later case includes all that
/// came before it, but for what an EIP takes back. Nothing outside the EVM's tables compares two
/// revisions: behaviour is asked from `Rules`.
public enum Revision: UInt8, CaseIterable, Comparable, Sendable {
  case frontier, homestead, tangerineWhistle, spuriousDragon, byzantium, constantinople, petersburg
  case istanbul, berlin, london, paris, shanghai, cancun, prague, osaka

  public static func < (left: Revision, right: Revision) -> Bool { left.rawValue < right.rawValue }

  /// The name that ethereum/tests uses.
  public var name: String {
    switch self {
    case .frontier: "Frontier"
    case .homestead: "Homestead"
    case .tangerineWhistle: "EIP150"
    case .spuriousDragon: "EIP158"
    case .byzantium: "Byzantium"
    case .constantinople: "Constantinople"
    case .petersburg: "ConstantinopleFix"
    case .istanbul: "Istanbul"
    case .berlin: "Berlin"
    case .london: "London"
    case .paris: "Paris"
    case .shanghai: "Shanghai"
    case .cancun: "Cancun"
    case .prague: "Prague"
    case .osaka: "Osaka"
    }
  }

  /// Reads any of the names in use, without regard to case.
  public init?(name: some StringProtocol) {
    let wanted = name.lowercased()
    if let match = Revision.allCases.first(where: { $0.name.lowercased() == wanted }) {
      self = match
      return
    }
    switch wanted {
    case "tangerinewhistle": self = .tangerineWhistle
    case "spuriousdragon": self = .spuriousDragon
    case "petersburg": self = .petersburg
    case "merge": self = .paris
    default: return nil
    }
  }
}
