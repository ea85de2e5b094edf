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
      lane: plan.lane.lane, writes: false)
    return try Self.decoding { try plan.answer(results.last ?? Rows(), context.key) }
  }

  /// What a read sends.
  func statements<Output>(of plan: ReadPlan<Output>, fingerprint: [UInt8]) -> [SQL] {
    [prologue(fingerprint)] + plan.before + [plan.closing]
  }
}
