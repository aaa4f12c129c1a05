/// The members of a JSON object in the order of the text.
///
/// Keys are compared by their UTF-8 bytes, as RFC 8259 §8.3 asks, and are unique. Small objects
/// are searched from the front; larger ones carry an index.
package struct JSONObject: Sendable {
  /// One member.
  package struct Member: Sendable {
    /// The name, decoded.
    package let key: String
    /// What it stands for.
    package var value: JSONValue
  }

  /// All members, in order.
  package private(set) var members: [Member] = []
  private var index: [Name: Int]?

  private static let largestUnindexed = 16

  /// An object with no members.
  package init() {}

  /// An object with these members in this order; a key that comes again replaces its value.
  package init(_ pairs: [(String, JSONValue)]) {
    members.reserveCapacity(pairs.count)
    for (key, value) in pairs { self[key] = value }
  }

  /// The number of members.
  package var count: Int { members.count }
  /// Whether there is no member.
  package var isEmpty: Bool { members.isEmpty }
  /// The names in order.
  package var keys: [String] { members.map(\.key) }
  /// The values in order.
  package var values: [JSONValue] { members.map(\.value) }

  /// The value of a key; setting adds at the end or replaces in place, `nil` removes.
  package subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let found?, let value?): members[found].value = value
      case (let found?, nil):
        members.remove(at: found)
        if index != nil { buildIndex() }
      case (nil, let value?): appendNew(key, value)
      case (nil, nil): break
      }
    }
  }

  /// Adds a member at the end and says whether the key was new; if not, nothing changes.
  mutating func appendIfNew(_ key: String, _ value: JSONValue) -> Bool {
    guard position(of: key) == nil else { return false }
    appendNew(key, value)
    return true
  }

  private mutating func appendNew(_ key: String, _ value: JSONValue) {
    index?[Name(text: key)] = members.count
    members.append(Member(key: key, value: value))
    if index == nil, members.count > Self.largestUnindexed { buildIndex() }
  }

  private mutating func buildIndex() {
    var built: [Name: Int] = [:]
    built.reserveCapacity(2 * members.count)
    for (position, member) in members.enumerated() { built[Name(text: member.key)] = position }
    index = built
  }

  private func position(of key: String) -> Int? {
    if let index { return index[Name(text: key)] }
    let wanted = Name(text: key)
    return members.firstIndex { Name(text: $0.key) == wanted }
  }

  /// A name that is equal only to the same bytes: `String` alone would take canonically
  /// equivalent spellings for equal.
  private struct Name: Hashable {
    let text: String

    static func == (left: Name, right: Name) -> Bool {
      left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }
  }
}

extension JSONObject: Sequence {
  /// Goes through the members in order.
  package func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: Equatable {
  /// Equal when both have the same keys with equal values, in any order.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// An object with the literal's members in order; a key that comes again replaces its value.
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
