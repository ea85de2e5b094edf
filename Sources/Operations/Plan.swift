import FoundationEssentials
import Postgres
public import SQL
import Vault

/// A read in one round trip: a selection, and the answer that is made of its rows. The statement that reads writes the outcome event by
/// itself, since nobody waits for results in between.
public struct ReadPlan<Output: Sendable>: Sendable {
  let before: [SQL]
  let closing: SQL
  let lane: ReadLane
  let answer: @Sendable (Rows, TenantKey) throws -> Output

  init(
    before: [SQL], closing: SQL, lane: ReadLane, answer: @escaping @Sendable (Rows, TenantKey) throws -> Output
  ) {
    self.before = before
    self.closing = closing
    self.lane = lane
    self.answer = answer
  }

  /// A read of rows that may hold data of persons.
  /// - Parameters:
  ///   - selection: what is read; made by a ``PersonalShape``.
  ///   - lane: `.point` for a handful of rows, `.list` for pages, `.report` for what reads much.
  ///   - guards: statements that raise through `app.guard` when an expectation doesn't hold.
  ///   - shown: how many rows the answer shows at most: the event names nobody beyond them. All when left out.
  ///   - answer: makes the answer of the rows. One row more than `shown` tells that there are more; it is not read.
  public init<Item>(
    _ selection: PersonalSelection<Item>, lane: ReadLane, guards: [SQL] = [], shown: Int? = nil,
    answer: @escaping @Sendable (ReadRows<Item>) throws -> Output
  ) {
    self.init(before: guards, closing: selection.closing(shown: shown), lane: lane) { rows, key in
      let present = try selection.subjects(of: rows)
      let read = present.prefix(shown ?? present.count)
      let disclosure = Disclosure(key: key, recorded: Set(read.compactMap(\.subject)))
      let items = try read.map { try selection.read($0, disclosure) }
      return try answer(ReadRows(items: items, hasMore: present.count > items.count))
    }
  }

  /// A read of rows that hold data of nobody.
  public init<Item>(
    _ selection: Selection<Item>, lane: ReadLane, guards: [SQL] = [], shown: Int? = nil,
    answer: @escaping @Sendable (ReadRows<Item>) throws -> Output
  ) {
    self.init(PersonalSelection(selection), lane: lane, guards: guards, shown: shown, answer: answer)
  }
}

/// The rows that a read shows.
public struct ReadRows<Item> {
  /// In the statement's order.
  public let items: [Item]
  /// Whether there are more.
  public let hasMore: Bool
}

extension PersonalSelection {
  /// The statement, with the outcome event that names the persons whose rows are shown.
  func closing(shown: Int?) -> SQL {
    let named: SQL = shown.map { "(select subject from result limit \($0)) as shown" } ?? "result"
    return """
      with result as materialized (\(statement)),
      event as materialized (
        select audit.close((select array_agg(subject) from \(named)), (select count(*) from \(named))) as event_id)
      select result.* from event left join result on true
      """
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
