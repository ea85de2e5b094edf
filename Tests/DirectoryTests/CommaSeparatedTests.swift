import Testing

@testable import Directory

@Suite struct CommaSeparatedTests {
  @Test("What is written is read back, whatever the cells hold")
  func roundTrip() throws {
    let rows = [
      ["甲", "a,b", "\"引号\"", "第一行\n第二行", ""], ["=1+1", "+86", "-", "@x", "'=1"], [" 空格 ", "'", "''", "\t", "正常"],
    ]
    let text = CommaSeparated.write(rows)
    #expect(try CommaSeparated.read(text).map(\.cells) == rows)
  }

  @Test(
    "No cell that a spreadsheet would run leaves as it is", arguments: ["=1+1", "+1", "-1", "@a", "\tx", "\u{FF1D}1"])
  func formulas(cell: String) {
    #expect(CommaSeparated.write([[cell]]).contains("'" + cell))
  }

  @Test("Line ends of all kinds, a byte-order mark and empty lines")
  func lines() throws {
    let read = try CommaSeparated.read("\u{FEFF}a,b\r\n\nc,\"d\"\re,f")
    #expect(read.map(\.cells) == [["a", "b"], ["c", "d"], ["e", "f"]])
    #expect(read.map(\.number) == [1, 3, 4])
    #expect(try CommaSeparated.read("").isEmpty)
  }

  @Test("Quotes that don't match are told with their row", arguments: ["a\n\"b", "a\nb\"c", "a\n\"b\"c"])
  func malformed(text: String) {
    #expect(throws: CommaSeparated.Malformed.self) { try CommaSeparated.read(text) }
    do {
      _ = try CommaSeparated.read(text)
    } catch {
      #expect(error.row == 2)
    }
  }
}
