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
    let output = try Self.decoding { try plan.answer(results.last ?? Rows(), context.key) }
    return (output, Released(afterCommit: try JSONOutput.encode(output)))
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
