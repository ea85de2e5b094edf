import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Which part of a worklist is wanted.
enum WorklistView: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  /// In their window, not yet overdue, and not resting after an unanswered call.
  case due
  /// Past their window.
  case overdue
  /// Promised redials, by the promised time.
  case promised
  /// Their window hasn't opened yet: what is to come, the next first.
  case waiting
  /// Resting under a hold, the longest first.
  case held
}

/// The caller's worklist, a page of it.
package struct ListTasks: PipelinedQuery {
  static let name: StaticString = "followup.task.list"
  static let summary: StaticString =
    "The caller's worklist: due, overdue or promised tasks, those to come and those on hold, names masked"
  static let access = Access.requires(.taskRead)
  static let audit = AuditRule.personal("followUp")

  typealias Output = PageOf<TaskSummary>

  let view: WorklistView
  var departmentId: UUID?
  var page: PageRequest?

  static let descriptions = [
    "view": "due, overdue, promised, waiting (the window opens later) or held (on hold)",
    "departmentId": "Another department's worklist, for those who see the whole hospital",
    "page": "Which part of the list",
  ]
  static let example = Example(
    ListTasks(view: .due, departmentId: nil, page: PageRequest(limit: 50)),
    answers: PageOf(items: [TaskSummary.sample], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<TaskSummary>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(view.rawValue) \(departmentId?.uuidString ?? "")"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 2)
    let queue = departmentId.map(Queue.init(department:)) ?? Queue(of: call.actor)
    return .page(
      line(call).select(
        with: """
          \(queue.expression(tenant: call.tenant)),
          page as materialized (
            select task.* from queue cross join lateral (\(try tasks(call, after: position, limit: limit + 1))) as task
              order by \(order) limit \(limit + 1))
          """,
        from: """
          page t
          join discharges.discharge d on d.tenant_id = \(call.tenant) and d.discharge_id = t.discharge_id
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = t.patient_id
          join directory.department department
            on department.tenant_id = \(call.tenant) and department.department_id = t.department_id
          order by \(order)
          """), limit: limit
    ) {
      call.cursor(after: self.position(of: $0), of: filter)
    }
  }

  private func line(_ call: CallContext) -> PersonalShape<TaskSummary> {
    PersonalShape(of: "p.subject_id") { row in
      let name = try PatientName(&row)
      var task = try TaskSummary(&row, name, today: call.today)
      if view == .held { task.hold = try TaskHold(&row, tenant: call.tenant) }
      return task
    }
  }

  /// One queue's tasks in index order: the tenant, the department and the role fix the index's head, the keyset its place.
  private func tasks(_ call: CallContext, after position: [String]?, limit: Int) throws(Failure) -> SQL {
    let open: SQL = """
      select * from followup.task
        where tenant_id = \(call.tenant) and responsible_department_id = queue.department_id
          and responsible_role = queue.role
      """
    switch view {
    case .due, .overdue:
      let after = try dayPosition(position)
      let first = view == .due ? call.today : CalendarDay.distantPast
      let last = view == .due ? CalendarDay.distantFuture : call.today.adding(days: -1)
      let resting: SQL = "and (next_attempt_at is null or next_attempt_at <= \(call.now))"
      return open + """
        \nand worklist = 'due' and opens_on <= \(call.today) and due_on between \(first) and \(last)
          and (due_on, task_id) > (\(after.day), \(after.task)) \(resting)
          order by due_on, task_id limit \(limit)
        """
    case .waiting:
      let after = try dayPosition(position)
      return open + """
        \nand worklist = 'due' and opens_on > \(call.today)
          and (opens_on, task_id) > (\(after.day), \(after.task))
          order by opens_on, task_id limit \(limit)
        """
    case .held:
      let after = try dayPosition(position)
      return open + """
        \nand worklist = 'held' and (rested_since, task_id) > (\(after.day), \(after.task))
          order by rested_since, task_id limit \(limit)
        """
    case .promised:
      let after = try momentPosition(position)
      return open + """
        \nand worklist = 'promised' and (next_attempt_at, task_id) > (\(after.moment), \(after.task))
          order by next_attempt_at, task_id limit \(limit)
        """
    }
  }

  private var order: SQL {
    switch view {
    case .promised: "next_attempt_at, task_id"
    case .held: "rested_since, task_id"
    case .waiting: "opens_on, task_id"
    case .due, .overdue: "due_on, task_id"
    }
  }

  private func position(of task: TaskSummary) -> [String] {
    let key =
      switch view {
      case .promised: String(Int64(((task.nextAttemptAt ?? .distantPast).timeIntervalSince1970 * 1_000_000).rounded()))
      case .held: "\(task.hold?.since ?? .distantPast)"
      case .waiting: "\(task.opensOn)"
      case .due, .overdue: "\(task.dueOn)"
      }
    return [key, task.taskId.uuidString]
  }

  private func dayPosition(_ position: [String]?) throws(Failure) -> (day: CalendarDay, task: UUID) {
    guard let position else { return (.distantPast, .zero) }
    guard let day = CalendarDay(position[0]), let task = UUID(uuidString: position[1]) else {
      throw Failure(.cursorInvalid)
    }
    return (day, task)
  }

  private func momentPosition(_ position: [String]?) throws(Failure) -> (moment: Date, task: UUID) {
    guard let position else { return (Date(timeIntervalSince1970: 0), .zero) }
    guard let microseconds = Int64(position[0]), let task = UUID(uuidString: position[1]) else {
      throw Failure(.cursorInvalid)
    }
    return (Date(timeIntervalSince1970: Double(microseconds) / 1_000_000), task)
  }
}

extension UUID {
  /// Sorts before every other.
  static let zero = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}
