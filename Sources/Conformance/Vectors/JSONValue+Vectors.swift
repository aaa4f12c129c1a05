package import JSONText

/// Reading of vector files with errors that name the way to the value.
extension JSONValue {
  /// Reads the member `key`; missing and `null` are errors.
  package func at<Value>(
    _ key: String, _ read: (JSONValue) throws(VectorError) -> Value
  ) throws(VectorError) -> Value {
    guard let value = try optional(key, read) else { throw VectorError("missing").within(key) }
    return value
  }

  /// Reads the member `key`; nil if it is missing or `null`.
  package func optional<Value>(
    _ key: String, _ read: (JSONValue) throws(VectorError) -> Value
  ) throws(VectorError) -> Value? {
    guard let value = self[key], !value.isNull else { return nil }
    do {
      return try read(value)
    } catch {
      throw error.within(key)
    }
  }

  /// Reads every element of an array.
  package func elements<Value>(
    _ read: (JSONValue) throws(VectorError) -> Value
  ) throws(VectorError) -> [Value] {
    guard let elements = array else { throw VectorError("expected an array, found \(kind)") }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      do {
        values.append(try read(element))
      } catch {
        throw error.within(String(position))
      }
    }
    return values
  }

  /// Reads every member of an object in order.
  package func members<Value>(
    _ read: (String, JSONValue) throws(VectorError) -> Value
  ) throws(VectorError) -> [Value] {
    guard let object else { throw VectorError("expected an object, found \(kind)") }
    var values: [Value] = []
    values.reserveCapacity(object.count)
    for member in object {
      do {
        values.append(try read(member.key, member.value))
      } catch {
        throw error.within(member.key)
      }
    }
    return values
  }
}
