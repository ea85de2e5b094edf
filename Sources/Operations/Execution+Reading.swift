import FoundationEssentials
import JSONRPC
import Postgres
import SQL

extension PipelinedQuery {
  /// Prologue, guards, the statement that reads and closes: one round trip.
  public static var execution: ExecutionPlan<Self> {
    ExecutionPlan(.pipelinedQuery) { method, execution throws(Failure) in
      try execution.call.answer(try await execution.read(method))
    }
  }
}

extension Execution {
  /// A read in one round trip.
  func read<Method: PipelinedQuery>(_ method: Method) async throws(Failure) -> Method.Output {
    let plan = try method.plan(context)
    let results = try await pipelined(
      statements(of: plan, fingerprint: fingerprintOfRead),
      lane: plan.lane == .point ? .point : .list, writes: false)
    let rows = results.last.map(Self.present) ?? []
    let disclosure = Disclosure(
      key: context.key, recorded: try Self.subjects(of: rows.prefix(plan.shown ?? rows.count)))
    return try Self.decoding { try plan.decode(rows, disclosure) }
  }

  /// What a read sends.
  func statements<Output>(of plan: ReadPlan<Output>, fingerprint: [UInt8]) -> [SQL] {
    [prologue(fingerprint)] + plan.before + [plan.closing]
  }

  /// The rows that are really there: the outcome event alone gives one with nothing in it.
  private static func present(_ rows: Rows) -> [Row] {
    rows.filter { row in (try? row.column(row.count - 1, as: Bool?.self)) == .some(.some(true)) }
  }

  private static func subjects(of rows: ArraySlice<Row>) throws(Failure) -> Set<UUID> {
    try decoding { Set(try rows.compactMap { try $0.column(0, as: UUID?.self) }) }
  }
}
