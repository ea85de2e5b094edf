import SQL
import Testing

@Suite("Row shapes")
struct RowShapeTests {
  /// A ward with, perhaps, its head.
  private struct Ward: Equatable {
    let id: Int
    let name: String
    let head: Head?
    let isOpen: Bool

    static let shape = RowShape(Self.init)

    private init(_ row: inout RowColumns) throws {
      id = try row["w.id"]
      name = try row["w.name"]
      head = try row.optional(Head.init)
      isOpen = try row["w.closed_on is null"]
    }

    init(id: Int, name: String, head: Head?, isOpen: Bool) {
      self.id = id
      self.name = name
      self.head = head
      self.isOpen = isOpen
    }
  }

  private struct Head: Equatable {
    let id: Int
    let deputy: Int?
    let title: String?

    init(id: Int, deputy: Int?, title: String?) {
      self.id = id
      self.deputy = deputy
      self.title = title
    }

    init(_ row: inout RowColumns) throws {
      id = try row["h.id"]
      deputy = try row.optional { try $0["deputy.id"] }
      title = try row["h.title"]
    }
  }

  @Test("The list of a statement is what its reader reads, in that order")
  func list() {
    let selection = Ward.shape.select(with: "w as (select \(1))", from: "w left join h on h.id = \(2)")
    #expect(
      selection.statement.text == """
        with w as (select $1)
        select w.id, w.name, h.id, deputy.id, h.title, w.closed_on is null
        from w left join h on h.id = $2
        """)
    #expect(
      Ward.shape.returned(by: "delete from w").statement.text == """
        delete from w
        returning w.id, w.name, h.id, deputy.id, h.title, w.closed_on is null
        """)
  }

  @Test("Rows are read by the same list; a partner that isn't there is nothing, with all its columns")
  func reads() throws {
    let rows = rows([
      [1, "心内科", 7, 8, "主任", true], [2, "外科", nil, nil, nil, false], [3, "产科", 9, nil, nil, true],
    ])
    let wards = try Ward.shape.select(from: "w").read(rows)
    #expect(
      wards == [
        Ward(id: 1, name: "心内科", head: Head(id: 7, deputy: 8, title: "主任"), isOpen: true),
        Ward(id: 2, name: "外科", head: nil, isOpen: false),
        Ward(id: 3, name: "产科", head: Head(id: 9, deputy: nil, title: nil), isOpen: true),
      ])
  }

  @Test("A row with another number of columns is refused, and so is NULL where there must be a value")
  func refuses() {
    #expect(throws: SQLDecodingError.self) { try Ward.shape.read(rows([[1, "心内科", 7, 8, "主任", true, 1]])[0]) }
    #expect(throws: SQLDecodingError.self) { try Ward.shape.read(rows([[1, "心内科", 7, 8, "主任"]])[0]) }
    #expect(throws: SQLDecodingError.self) { try Ward.shape.read(rows([[1, nil, 7, 8, "主任", true]])[0]) }
  }

  @Test("What is the same in all rows of a join is read from the first alone")
  func once() throws {
    let shape = RowShape { row in
      (
        id: try row["w.id", as: Int.self], name: try row.once { try $0["w.name", as: String.self] },
        head: try row.optional { try $0["h.id", as: Int.self] }
      )
    }
    let read = try shape.select(from: "w").read(rows([[1, "心内科", 7], [2, "外科", nil], [3, "产科", 9]]))
    #expect(read.map(\.id) == [1, 2, 3] && read.map(\.name) == ["心内科", nil, nil] && read.map(\.head) == [7, nil, 9])
  }

  @Test("A shape may bind values: they stand in the statement, once for each time it is asked for")
  func bound() {
    let shape = RowShape { row in try row["name = \("外科")", as: Bool.self] }
    #expect(shape.select(from: "w where id = \(3)").statement.text == "select name = $1\nfrom w where id = $2")
  }

  /// Rows as the server sends them; the columns' types are those of the first row.
  private func rows(_ table: [[(any SQLEncodable)?]]) -> Rows {
    var (ends, bytes): ([UInt32], [UInt8]) = ([], [])
    for cell in table.joined() {
      cell?.encode(into: &bytes)
      ends.append(UInt32(bytes.count) | (cell == nil ? Rows.nullFlag : 0))
    }
    return Rows(
      affected: table.count, columnTypes: table[0].map { $0.map { type(of: $0).sqlType } ?? SQLType.int8 },
      rowCount: table.count, ends: ends, bytes: bytes)
  }
}
