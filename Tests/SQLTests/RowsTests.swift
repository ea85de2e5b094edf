import SQL
import Testing

@Suite("Rows")
struct RowsTests {
  /// (1, "a"), (2, NULL), (3, "")
  let rows = Rows(
    affected: 3, columnTypes: [SQLType.int2, SQLType.text], rowCount: 3,
    ends: [2, 3, 5, 5 | Rows.nullFlag, 7, 7], bytes: [0, 1, UInt8(ascii: "a"), 0, 2, 0, 3])

  @Test("Columns are read by types, by index and as a whole table")
  func reads() throws {
    let (number, text) = try rows[0].decode((Int, String).self)
    #expect(number == 1 && text == "a")
    #expect(try rows.map { try $0.column(0, as: Int.self) } == [1, 2, 3])
    let all: [(Int, String?)] = try rows.decode()
    #expect(all.map(\.1) == ["a", nil, ""])
    #expect(rows[1].isNull(1) && !rows[2].isNull(1))
    let first: (Int, String)? = try rows.firstRow()
    #expect(first?.0 == 1)
  }

  @Test("NULL read as a value that can't be missing names the column")
  func refusesNull() {
    let error = #expect(throws: SQLDecodingError.self) { try rows[1].decode((Int, String).self) }
    #expect(error?.reason == .unexpectedNull && error?.column == 1)
  }

  @Test("The number of columns and of rows must be the one asked for")
  func refusesOtherShapes() {
    #expect(throws: SQLDecodingError.self) { try rows[0].decode(Int.self) }
    #expect(throws: SQLDecodingError.self) { try rows[0].column(2, as: Int.self) }
    #expect(throws: SQLDecodingError.self) { try rows.single((Int, String).self) }
  }

  @Test("A statement without rows tells how many it touched")
  func empty() throws {
    let none = Rows(affected: 7)
    #expect(none.isEmpty && none.affected == 7)
    #expect(try none.firstRow(Int.self) == nil)
  }

  @Test("Neither description nor reflection shows a value")
  func hidesValues() {
    var dumped = ""
    dump(rows, to: &dumped)
    dump(rows[0], to: &dumped)
    #expect(!"\(rows)\(rows[0])\(dumped)".contains("97"))
  }
}
