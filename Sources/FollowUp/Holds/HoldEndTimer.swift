import Discharges
public import FoundationEssentials
public import Operations
import SQL

/// Lifts holds on the day after their last one, for the person who placed them. Holds that are lifted already stay as they are.
public struct HoldEndTimer: TimerHandler {
  /// As `operations.timer` names it.
  public var kind: String { Self.name }
  /// As the trail names it.
  public let method: StaticString = "hold.end"
  private static let name = "holdEnd"

  /// Ends holds.
  public init() {}

  /// Lifts the holds and brings that to their tasks.
  public func run(_ holds: [UUID], _ transaction: borrowing SharedTransaction) async throws -> TimersDone {
    let tenant = transaction.tenant
    let held = try await transaction.rows(
      """
      select p.patient_id, p.subject_id from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id in (
          select h.patient_id from followup.hold h
            where h.tenant_id = \(tenant) and h.hold_id = any (\(holds)) and h.lifted_on is null)
      """
    ).decode((UUID, UUID).self)
    guard !held.isEmpty else { return TimersDone(subjects: [], count: 0) }
    let patients: SQL = "select unnest(\(held.map(\.0))::uuid[])"
    try await transaction.rows(PatientLock.statement(tenant: tenant, patients: patients))
    let lifted = try await transaction.rows(
      """
      update followup.hold h set lifted_on = \(transaction.today), lifted_as = 'ended', version = h.version + 1
        where h.tenant_id = \(tenant) and h.hold_id = any (\(holds)) and h.lifted_on is null
      """)
    try await HoldEffect.refresh(transaction, patients: patients)
    return TimersDone(subjects: held.map(\.1), count: lifted.affected)
  }

  /// Sets the timer, due when the day is over.
  static func set(
    hold: UUID, after day: CalendarDay, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    try await transaction.setTimer(
      name, subject: hold, at: HospitalClock.start(of: "\(day.adding(days: 1))::date"))
  }
}
