import FoundationEssentials
import Postgres
public import SQL

/// A read in one round trip. The statement yields `subject` as its first column: whose data the row holds (null where it is nobody's).
public struct ReadPlan<Output: Sendable>: Sendable {
  let before: [SQL]
  let statement: SQL
  let lane: ReadLane
  /// How many of the rows are shown, when one more was asked for only to know whether there is a next page.
  let shown: Int?
  let decode: @Sendable ([Row], Disclosure) throws -> Output

  /// - Parameters:
  ///   - statement: a `select` whose first column is named `subject`.
  ///   - lane: `.point` for a handful of rows, `.list` for pages, `.report` for what reads much.
  ///   - guards: statements that raise through `app.guard` when an expectation doesn't hold.
  ///   - shown: how many rows the answer shows at most: the event names nobody beyond them. All when left out.
  ///   - decode: makes the answer of the rows; opens sealed values through the disclosure.
  public init(
    _ statement: SQL, lane: ReadLane, guards: [SQL] = [], shown: Int? = nil,
    decode: @escaping @Sendable ([Row], Disclosure) throws -> Output
  ) {
    self.statement = statement
    self.lane = lane
    self.before = guards
    self.shown = shown
    self.decode = decode
  }

  /// The statement that reads and writes the outcome event by itself, since nobody waits for results in between.
  var closing: SQL {
    let named: SQL = shown.map { "(select subject from result limit \($0)) as shown" } ?? "result"
    return """
      with result as materialized (\(statement)),
      event as materialized (
        select audit.close((select array_agg(subject) from \(named)), (select count(*) from \(named))) as event_id)
      select result.* from event left join (select result.*, true as present from result) as result on true
      """
  }
}

extension ReadPlan {
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

/// Where a read waits: short ones don't queue behind pages, and pages don't queue behind reports.
public enum ReadLane: Sendable {
  case point, list, report

  /// The database's lane.
  var lane: Lane {
    switch self {
    case .point: .point
    case .list: .list
    case .report: .report
    }
  }
}

/// A write in one round trip. Its steps are common table expressions, since a statement that changes rows must stand at the top; the
/// result reads from them and yields `subject` and `answer`, the answer's JSON as text, without personal data.
public struct WritePlan<Output: Sendable>: Sendable {
  let before: [SQL]
  let steps: SQL
  let result: SQL

  /// - Parameters:
  ///   - before: statements ahead, such as those that raise through `app.guard` when an expectation doesn't hold.
  ///   - steps: `name as (insert …), other as (update …)`.
  ///   - result: a `select` of `subject` and `answer` from the steps.
  public init(before: [SQL] = [], steps: SQL, result: SQL) {
    self.before = before
    self.steps = steps
    self.result = result
  }

  /// The statement that writes, stores its answer under the idempotency key and writes the outcome event.
  func closing(storing key: IdempotencyKey) -> SQL {
    """
    with \(steps),
    result as materialized (\(result)),
    stored as (
      insert into operations.idempotency (tenant_id, account_id, method, key, fingerprint, answer, scope, subjects)
      select \(key.tenant), \(key.account), \(key.method), \(key.key), \(key.fingerprint), convert_to(answer, 'UTF8'),
          \(key.scope), array_remove(array[subject], null)
        from result),
    event as materialized (
      select audit.close((select array_agg(subject) from result), (select count(*) from result)) as event_id)
    select result.answer from event left join result on true
    """
  }
}

/// Under which key a write's answer is kept, and what must be the same when it comes again.
struct IdempotencyKey: Sendable {
  let tenant: UUID
  let account: UUID
  let method: String
  let key: String
  let fingerprint: [UInt8]
  /// The rows that the caller could see: an answer given under another reach isn't given again.
  let scope: String
}
