import JSONText

/// Named results: `name   value` lines, or one JSON object.
struct Report {
  private struct Field {
    var name: String
    var text: String?
    var json: JSONValue?
  }

  private var fields: [Field] = []

  /// A field with the same text in both forms.
  mutating func add(_ name: String, _ text: String) { add(name, text, json: .string(text)) }

  /// A whole number: decimal in both forms.
  mutating func add(_ name: String, _ number: some BinaryInteger) {
    add(name, String(number), json: .number(number))
  }

  /// A field that the two forms write differently.
  mutating func add(_ name: String, _ text: String, json: JSONValue) {
    fields.append(Field(name: name, text: text, json: json))
  }

  /// A field of the JSON form alone.
  mutating func addJSON(_ name: String, _ json: JSONValue) {
    fields.append(Field(name: name, text: nil, json: json))
  }

  /// A field of the plain form alone.
  mutating func addText(_ name: String, _ text: String) {
    fields.append(Field(name: name, text: text, json: nil))
  }

  var json: JSONValue {
    var object = JSONObject()
    for field in fields { object[field.name] = field.json }
    return .object(object)
  }

  /// Lines with the values in one column.
  var lines: [String] {
    let shown = fields.filter { $0.text != nil }
    let width = max(20, shown.map(\.name.count).max() ?? 0)
    return shown.map { field in
      let gap = String(repeating: " ", count: width - field.name.count + 1)
      return field.name + gap + (field.text ?? "")
    }
  }

  /// The names of the plain form's fields.
  var names: [String] { fields.filter { $0.text != nil && !$0.name.hasPrefix(" ") }.map(\.name) }

  /// The value of a field as the plain form writes it.
  func text(of name: String) -> String? { fields.first { $0.name == name }?.text }

  /// The value of a field as the JSON form writes it.
  func json(of name: String) -> JSONValue? {
    fields.first { $0.name == name && $0.json != nil }?.json
  }

  func show(on console: Console, json isJSON: Bool) {
    if isJSON {
      console.print(json)
    } else {
      for line in lines { console.print(line) }
    }
  }
}
