import FoundationEssentials
import JSONRPC
import Postgres
import SQL

extension Execution {
  /// A read in one round trip: prologue, guards, the statement that reads and closes.
  func run<Method: PipelinedQuery>(_ type: Method.Type) async throws(Failure) -> Released<JSONBytes> {
    try await read(type).released
  }

  /// The same, with the value beside its bytes.
  func read<Method: PipelinedQuery>(
    _ type: Method.Type
  ) async throws(Failure) -> (output: Method.Output, released: Released<JSONBytes>) {
    let credential = try requiredCredential()
    let parameters = try call.params.decode(type)
    let context = try await context(credential)
    let plan = try parameters.plan(context)
    let results = try await pipelined(
      [prologue(credential, context)] + plan.before + [plan.closing], credential,
      lane: plan.lane.lane, writes: false)
    let rows = results.last.map(Self.present) ?? []
    let disclosure = Disclosure(
      key: context.key, recorded: try Self.subjects(of: rows.prefix(plan.shown ?? rows.count)))
    let output = try Self.decoding { try plan.decode(rows, disclosure) }
    return (output, Released(afterCommit: try JSONOutput.encode(output)))
  }

  /// The rows that are really there: the outcome event alone gives one with nothing in it.
  private static func present(_ rows: Rows) -> [Row] {
    rows.filter { row in (try? row.column(row.count - 1, as: Bool?.self)) == .some(.some(true)) }
  }

  private static func subjects(of rows: ArraySlice<Row>) throws(Failure) -> Set<UUID> {
    try decoding { Set(try rows.compactMap { try $0.column(0, as: UUID?.self) }) }
  }

  /// What a decoder throws, as an answer: its own failures pass, a surprise of the wire is ours.
  static func decoding<Value>(_ body: () throws -> Value) throws(Failure) -> Value {
    do {
      return try body()
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.internalError)
    }
  }
}
