import JSONText
import Testing

@Suite struct JSONValueTests {
  @Test func keepsOrderAndFindsKeysInSmallAndLargeObjects() throws {
    for count in [1, 16, 17, 500] {
      let keys = (0..<count).map { "key\(($0 * 7919) % 1009)" }
      let text = "{" + keys.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}"
      let value = try JSONValue.parse(text)
      #expect(value.object?.keys == keys)
      for (position, key) in keys.enumerated() { #expect(value[key]?.int == position) }
      #expect(value["absent"] == nil)
      #expect(throws: JSONError.self) {
        try JSONValue.parse(text.dropLast() + ",\"\(keys[0])\":1}")
      }
    }
  }

  @Test func keysAreComparedByBytes() throws {
    let value = try JSONValue.parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
  }

  @Test func changesMembers() {
    var object: JSONObject = ["a": 1, "b": 2, "c": 3]
    object["b"] = nil
    object["a"] = "x"
    object["d"] = .null
    #expect(object.keys == ["a", "c", "d"])
    #expect(object["a"] == "x")
    #expect(object["d"] == .null)
    for number in 0..<40 { object["n\(number)"] = .number(number) }
    object["n3"] = nil
    #expect(object["n3"] == nil)
    #expect(object["n4"] == 4)
    #expect(object.count == 42)
  }

  @Test func readsScalars() throws {
    let value = try JSONValue.parse(
      #"{"i":-5,"u":18446744073709551615,"d":1.5,"b":true,"s":"t","n":null,"a":[1,2]}"#)
    #expect(value["i"]?.int == -5)
    #expect(value["i"]?.uint64 == nil)
    #expect(value["u"]?.uint64 == .max)
    #expect(value["u"]?.int == nil)
    #expect(value["d"]?.double == 1.5)
    #expect(value["d"]?.int == nil)
    #expect(value["b"]?.bool == true)
    #expect(value["s"]?.string == "t")
    #expect(value["n"]?.isNull == true)
    #expect(value["a"]?[1]?.int == 2)
    #expect(value["a"]?[2] == nil)
    #expect(value["s"]?.int == nil)
    #expect(value["s"]?.array == nil)
  }

  @Test func objectsAreEqualInAnyOrder() {
    #expect(JSONValue.object(["a": 1, "b": 2]) == ["b": 2, "a": 1])
    #expect(JSONValue.object(["a": 1]) != ["a": 1, "b": 2])
    #expect(JSONValue.object(["a": 1]) != ["b": 1])
    #expect(JSONValue.array([1, 2]) != [2, 1])
  }
}
