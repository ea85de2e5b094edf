import FoundationEssentials
import Operations
import SQL

/// What later features have done of what was made of discharges: anything forbids undoing their import.
enum WorkedOn {
  /// - Parameter discharges: a `select` of `discharge_id`.
  static func count(_ transaction: borrowing SharedTransaction, _ discharges: SQL) async throws -> Int {
    var count = 0
    for effects in transaction.effects((any PatientEffects).self) {
      guard let statement = effects.workedOn(tenant: transaction.tenant, discharges: discharges) else { continue }
      count += try await transaction.rows(statement).single(Int.self)
    }
    return count
  }
}
