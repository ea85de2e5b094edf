import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// 一次通话两份记录: an open task of the mother or the child of whom a task is about. Whoever has the one on the telephone asks about the
/// other too.
struct LinkedTask: Codable, Sendable, Described {
  let taskId: UUID
  let relation: Relation
  let level: FollowUpLevel
  let opensOn: CalendarDay
  let dueOn: CalendarDay

  /// Who the other one is.
  enum Relation: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case mother, child
  }

  static let descriptions = [
    "taskId": "The task, to be read and claimed like any other",
    "relation": "Whose it is: the patient's mother or child",
    "level": "wardFollowUp, centreFollowUp, homeVisit or spotCheck", "opensOn": "First day of the window",
    "dueOn": "Last day of the window",
  ]

  static let sample = LinkedTask(
    taskId: TaskSummary.sample.taskId, relation: .child, level: .wardFollowUp, opensOn: .sample, dueOn: .sample)

  /// The tasks as JSON; the patient's table is named `p`. Row security leaves out those of other scopes.
  static func json(tenant: UUID) -> SQL {
    """
    (select coalesce(jsonb_agg(jsonb_build_object('taskId', other.task_id, 'relation', family.relation, 'level', other.level,
          'opensOn', other.opens_on, 'dueOn', other.due_on) order by other.due_on, other.task_id), '[]')::text
      from discharges.patient own
      join lateral (
        select link.child_id as patient_id, 'child' as relation from discharges.mother_child link
          where link.tenant_id = \(tenant) and link.mother_id = own.patient_id
        union all
        select link.mother_id, 'mother' from discharges.mother_child link
          where link.tenant_id = \(tenant) and link.child_id = own.patient_id) as family on true
      join discharges.patient relative on relative.tenant_id = \(tenant) and relative.patient_id = family.patient_id
      join discharges.patient kindred on kindred.tenant_id = \(tenant) and kindred.person_id = relative.person_id
      join discharges.discharge stay on stay.tenant_id = \(tenant) and stay.patient_id = kindred.patient_id
      join followup.task other on other.tenant_id = \(tenant) and other.discharge_id = stay.discharge_id
        and other.state <> 'ended'
      where own.tenant_id = \(tenant) and own.person_id = p.person_id)
    """
  }
}
