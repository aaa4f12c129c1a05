package import JSONText
package import Primitives

/// A contract's functions, events and custom errors: its JSON ABI.
package struct ContractInterface: Hashable, Sendable {
  package var constructor: ABIFunction?
  package var functions: [ABIFunction] = []
  package var events: [ABIEvent] = []
  package var errors: [ABIFunction] = []

  package init() {}

  /// The interface from a JSON ABI: an array of entries. Entries of kinds this version does not know
  /// are skipped.
  package init(json: JSONValue) throws(ABIError) {
    guard let entries = json.array else { throw ABIError("a JSON ABI must be an array") }
    for (index, entry) in entries.enumerated() {
      do throws(ABIError) {
        try add(entry)
      } catch {
        throw error.within("ABI entry \(index)")
      }
    }
  }

  private mutating func add(_ entry: JSONValue) throws(ABIError) {
    guard entry.object != nil else { throw ABIError("an object expected") }
    let name = entry["name"]?.string ?? ""
    let inputs = try Self.parameters(entry["inputs"])
    switch entry["type"]?.string ?? "function" {
    case "function":
      let outputs = try Self.parameters(entry["outputs"])
      functions.append(ABIFunction(name: name, inputs: inputs, outputs: outputs))
    case "constructor":
      constructor = ABIFunction(name: "", inputs: inputs)
    case "event":
      events.append(
        ABIEvent(name: name, inputs: inputs, isAnonymous: entry["anonymous"]?.bool ?? false))
    case "error":
      errors.append(ABIFunction(name: name, inputs: inputs))
    default: break
    }
  }

  private static func parameters(
    _ json: JSONValue?, depth: Int = 0
  ) throws(ABIError) -> [ABIParameter] {
    guard let json else { return [] }
    guard let list = json.array else { throw ABIError("inputs and outputs must be arrays") }
    guard depth < ABIType.maximumDepth else {
      throw ABIError("types nest deeper than \(ABIType.maximumDepth)")
    }
    var parameters: [ABIParameter] = []
    for item in list {
      guard let type = item["type"]?.string else { throw ABIError("a parameter has no type") }
      let components: [ABIParameter]? =
        switch item["components"] {
        case let members?: try Self.parameters(members, depth: depth + 1)
        case nil: nil
        }
      parameters.append(
        ABIParameter(
          name: item["name"]?.string ?? "",
          type: try ABIType(name: type, components: components),
          isIndexed: item["indexed"]?.bool ?? false))
    }
    return parameters
  }
}

extension ContractInterface {
  /// The error with these first four bytes.
  package func error(selector: [UInt8]) -> ABIFunction? {
    errors.first { $0.selector == selector }
  }

  /// The function with these first four bytes.
  package func function(selector: [UInt8]) -> ABIFunction? {
    functions.first { $0.selector == selector }
  }

  /// The functions of a name; several when it is overloaded.
  package func functions(named name: String) -> [ABIFunction] {
    functions.filter { $0.name == name }
  }

  /// The event and arguments of a log, or nil when no event here explains it. Events with a
  /// signature topic go before anonymous ones.
  package func decodeLog(
    topics: [Hash256], data: [UInt8]
  ) -> (event: ABIEvent, arguments: [ABIEvent.Argument])? {
    for event in events.filter({ !$0.isAnonymous }) + events.filter(\.isAnonymous) {
      // A log that fits no event is shown raw.
      if let arguments = try? event.decode(topics: topics, data: data) {
        return (event, arguments)
      }
    }
    return nil
  }

  /// Adds what another interface knows; the first one wins where both know something.
  package mutating func merge(_ other: ContractInterface) {
    constructor = constructor ?? other.constructor
    functions += other.functions
    events += other.events
    errors += other.errors
  }
}
