import JSONRPC
public import SQL

extension ReadPlan {
  /// A page of a list. The statement asks for one row more than the page holds, in the list's order; that row is looked at by nobody.
  /// - Parameters:
  ///   - limit: how many items the page holds at most; the statement's own limit is one more.
  ///   - cursor: the cursor behind an item.
  public static func page<Item>(
    _ selection: PersonalSelection<Item>, limit: Int, guards: [SQL] = [],
    cursor: @escaping @Sendable (Item) -> String
  ) -> ReadPlan where Output == PageOf<Item> {
    ReadPlan(selection, lane: .list, guards: guards, shown: limit) { rows in
      PageOf(items: rows.items, nextCursor: rows.hasMore ? rows.items.last.map(cursor) : nil)
    }
  }

  /// A page of a list that holds data of nobody.
  public static func page<Item>(
    _ selection: Selection<Item>, limit: Int, guards: [SQL] = [], cursor: @escaping @Sendable (Item) -> String
  ) -> ReadPlan where Output == PageOf<Item> {
    page(PersonalSelection(selection), limit: limit, guards: guards, cursor: cursor)
  }

  /// One item.
  /// - Throws: `NOT_FOUND` in the answer when there is no row: no such item, or not in the caller's reach.
  public static func one(_ selection: PersonalSelection<Output>, guards: [SQL] = []) -> ReadPlan {
    ReadPlan(selection, lane: .point, guards: guards) { rows in
      guard let item = rows.items.first else { throw Failure(.notFound) }
      return item
    }
  }

  /// One item that holds data of nobody.
  public static func one(_ selection: Selection<Output>, guards: [SQL] = []) -> ReadPlan {
    one(PersonalSelection(selection), guards: guards)
  }
}
