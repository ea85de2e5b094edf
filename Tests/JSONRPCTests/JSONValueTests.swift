import JSONRPC
import Testing

@Suite("A cursor reads what was scanned")
struct JSONValueTests {
  @Test("Members, elements and scalars are found without decoding")
  func navigation() throws {
    let root = try value(#" {"a":[1,"zwei",true,null,-0],"b\u0062":{"c":false},"n":1.5} "#)
    #expect(root.kind == .object)
    #expect(root.count == 3)
    #expect(root.members.map(\.name) == ["a", "bb", "n"])
    #expect(root["a"]?.elements.map(\.kind) == [.number, .string, .boolean, .null, .number])
    #expect(root["a"]?.elements[0].integer == 1)
    #expect(root["a"]?.elements[1].string == "zwei")
    #expect(root["a"]?.elements[2].boolean == true)
    #expect(root["a"]?.elements[4].integer == 0)
    #expect(root["bb"]?["c"]?.boolean == false)
    #expect(root["n"]?.integer == nil)
    #expect(root["none"] == nil)
    #expect(root["a"]?["x"] == nil)
    #expect(root["a"].map { String(decoding: $0.rawBytes, as: UTF8.self) } == #"[1,"zwei",true,null,-0]"#)
  }

  @Test("Escapes are resolved to the characters they stand for")
  func escapes() throws {
    #expect(try value(#""\"\\\/\b\f\n\r\t""#).string == "\"\\/\u{8}\u{C}\n\r\t")
    #expect(try value(#""\u4E2d\u6587 \ud83D\uDE00 \u00e9""#).string == "中文 😀 é")
    #expect(try value(#""\uD800\uDC00\udbff\udfff""#).string == "\u{10000}\u{10FFFF}")
  }

  @Test("A member whose escaped name holds a backslash is found by its one name")
  func escapedNames() throws {
    let root = try value(#"{"\\u":1,"\\\\":2,"\u005cn":3}"#)
    #expect(root[#"\u"#]?.integer == 1)
    #expect(root[#"\\"#]?.integer == 2)
    #expect(root[#"\n"#]?.integer == 3)
    #expect(root[#"\\u"#] == nil)
    #expect(root["\n"] == nil)
  }

  @Test("The canonical form doesn't depend on white space, order or escapes")
  func canonical() throws {
    let first = try value(#"{ "b" : [ 1 , 1.0 , "\u4e2d\/" ] , "a" : {"y":null,"x":"\n\u001f"} }"#)
    let second = try value(#"{"a":{"x":"\u000a\u001F","y":null},"b":[1,1.0,"中/"]}"#)
    #expect(first.canonicalBytes == second.canonicalBytes)
    #expect(
      String(decoding: first.canonicalBytes, as: UTF8.self) == #"{"a":{"x":"\n\u001f","y":null},"b":[1,1.0,"中/"]}"#)
  }
}
