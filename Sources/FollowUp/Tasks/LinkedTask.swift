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
}

/// What `followup.family_of` says of a patient's mother and children: whether one of them has died, and their open tasks.
struct TaskFamily: Decodable {
  let childDied: Bool
  let motherDied: Bool
  let tasks: [LinkedTask]
}
