package import JSONText

/// Something that may go another way on Filecoin than on Ethereum, and why it matters.
package struct Finding: Sendable {
  package enum Severity: String, Comparable, Sendable {
    /// It fails on Filecoin.
    case error
    /// It works, with another result.
    case warning
    /// It works; costs or guarantees are others.
    case note

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }
  }

  /// A place in the bytecode.
  package struct Place: Sendable {
    /// `constructor`, `runtime` or a created contract.
    package let part: String
    /// Bytes from the beginning of the part.
    package let offset: Int
    /// Bytes from the beginning of the whole bytecode.
    package let absoluteOffset: Int
  }

  package let rule: PortabilityRule
  package let severity: Severity
  /// What was found, when the rule alone does not say it.
  package let detail: String
  package internal(set) var places: [Place]

  package var json: JSONValue {
    [
      "rule": .string(rule.rawValue), "severity": .string(severity.rawValue),
      "title": .string(rule.title), "detail": .string(detail), "reason": .string(rule.reason),
      "link": .string(rule.link),
      "places": .array(
        places.map { place in
          [
            "part": .string(place.part), "offset": .number(place.offset),
            "absoluteOffset": .number(place.absoluteOffset),
          ]
        }),
    ]
  }
}
