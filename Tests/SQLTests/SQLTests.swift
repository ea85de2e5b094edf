import SQL
import Testing

@Suite("SQL as a value")
struct SQLTests {
  @Test("Interpolated values become numbered placeholders and binary bindings")
  func binds() {
    let name = "Ward 3'; drop table ward; --"
    let query: SQL = "select id from ward where name = \(name) and beds > \(12)"
    #expect(query.text == "select id from ward where name = $1 and beds > $2")
    #expect(
      query.bindings == [
        Binding(oid: SQLType.text, bytes: Array(name.utf8)),
        Binding(oid: SQLType.int8, bytes: [0, 0, 0, 0, 0, 0, 0, 12]),
      ])
  }

  @Test("A missing value is bound as NULL of its type, an empty one as no bytes")
  func bindsNull() {
    let missing: String? = nil
    let query: SQL = "values (\(missing), \("")))"
    #expect(query.bindings == [Binding(oid: SQLType.text, bytes: nil), Binding(oid: SQLType.text, bytes: [])])
  }

  @Test("A spliced fragment's placeholders are numbered anew, also beyond nine")
  func splices() {
    let rows = (1...11).map { "(\($0))" as SQL }.joined(separator: ", ")
    let query: SQL = "insert into t values \(rows) returning \(true)"
    #expect(
      query.text
        == "insert into t values ($1), ($2), ($3), ($4), ($5), ($6), ($7), ($8), ($9), ($10), ($11) returning $12")
    #expect(query.bindings.count == 12)
    #expect(query.bindings[10].bytes?.last == 11)
    let twice: SQL = "\(query); \(query)"
    #expect(twice.text.hasSuffix("($23) returning $24"))
    #expect(twice.bindings == query.bindings + query.bindings)
  }

  @Test("A dollar in a literal is not taken for a placeholder")
  func keepsDollars() {
    let fragment: SQL = "'$1' || \(1)"
    let query: SQL = "select \(0), \(fragment)"
    #expect(query.text == "select $1, '$1' || $2")
  }

  @Test("Fragments are joined by + and +=")
  func adds() {
    var query: SQL = "select 1 where a = \(1)"
    query += " and b = \(2)"
    #expect((query + " and c = \(3)").text == "select 1 where a = $1 and b = $2 and c = $3")
  }

  @Test("Identifiers are quoted, whatever they hold")
  func quotesIdentifiers() {
    let query: SQL = "drop database \(identifier: #"a"; select 1 --"#)"
    #expect(query.text == #"drop database "a""; select 1 --""#)
    #expect(query.bindings.isEmpty)
  }

  @Test("Static text is spliced as it is")
  func splicesStaticText() {
    let query: SQL = "select * from t order by \(unsafeSQL: "due desc")"
    #expect(query.text == "select * from t order by due desc")
  }

  @Test("Neither description nor reflection shows a value")
  func hidesValues() {
    let query: SQL = "select \("13800001234")"
    var dumped = ""
    dump(query, to: &dumped)
    dump(query.bindings, to: &dumped)
    #expect(!"\(query)\(query.bindings)\(dumped)\(String(reflecting: query))".contains("1380"))
  }
}
