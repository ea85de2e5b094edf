import FoundationEssentials
public import SQL

extension ReadPlan {
  /// A read whose statement and reader are written apart.
  /// - Parameters:
  ///   - statement: a `select` whose first column is named `subject`.
  ///   - lane: `.point` for a handful of rows, `.list` for pages.
  ///   - guards: statements that raise through `app.guard` when an expectation doesn't hold.
  ///   - shown: how many rows the answer shows at most: the event names nobody beyond them. All when left out.
  ///   - decode: makes the answer of the rows; opens sealed values through the disclosure.
  public init(
    _ statement: SQL, lane: ReadLane, guards: [SQL] = [], shown: Int? = nil,
    decode: @escaping @Sendable ([Row], Disclosure) throws -> Output
  ) {
    let named: SQL = shown.map { "(select subject from result limit \($0)) as shown" } ?? "result"
    let closing: SQL = """
      with result as materialized (\(statement)),
      event as materialized (
        select audit.close((select array_agg(subject) from \(named)), (select count(*) from \(named))) as event_id)
      select result.* from event left join (select result.*, true as present from result) as result on true
      """
    self.init(before: guards, closing: closing, lane: lane) { rows, key in
      let present = rows.filter { row in (try? row.column(row.count - 1, as: Bool?.self)) == .some(.some(true)) }
      let subjects = Set(try present.prefix(shown ?? present.count).compactMap { try $0.column(0, as: UUID?.self) })
      return try decode(present, Disclosure(key: key, recorded: subjects))
    }
  }

  /// A page of a list. The statement asks for one row more than the page holds, in the list's order; that row is looked at by nobody.
  /// - Parameters:
  ///   - limit: how many items the page holds at most; the statement's own limit is one more.
  ///   - item: makes an item of a row.
  ///   - cursor: the cursor behind an item.
  public static func page<Item>(
    _ statement: SQL, limit: Int, item: @escaping @Sendable (Row, Disclosure) throws -> Item,
    cursor: @escaping @Sendable (Item) -> String
  ) -> ReadPlan where Output == PageOf<Item> {
    ReadPlan(statement, lane: .list, shown: limit) { rows, disclosure in
      let items = try rows.prefix(limit).map { try item($0, disclosure) }
      return PageOf(items: items, nextCursor: rows.count > limit ? items.last.map(cursor) : nil)
    }
  }
}
