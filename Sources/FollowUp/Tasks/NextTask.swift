import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// How long a claimed task stays with the person who claimed it: long enough for a call and its record.
enum Claim {
  static let minutes: Int32 = 30

  /// A `select` of who claims and until when.
  static func facts(_ call: CallContext) -> SQL {
    """
    select \(call.actor.account)::uuid as account, \(call.now) + make_interval(mins => \(minutes)) as claimed_until
    """
  }
}

/// Hands out the next task of the caller's worklist and claims it: promised redials first, then what is longest overdue. Two people
/// never get the same.
struct NextTask: Command {
  static let name: StaticString = "followup.task.next"
  static let summary: StaticString = "Claims the next task of the caller's worklist and shows it in plain text"
  static let access = Access.requires(.taskWork)
  static let audit = AuditRule.personal("followUp")
  static let descriptions: [String: String] = [:]

  /// A task, or nothing to do.
  struct Output: Codable, Sendable, Described {
    let task: TaskDetail?
    static let descriptions = ["task": "The claimed task; absent when nothing is due"]
  }

  static let example = Example(NextTask(), answers: Output(task: TaskDetail.sample))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let queue = Queue(of: call.actor)
    for candidates in [own(call), promised(call), due(call)] {
      let rows = try await transaction.rows(
        """
        with \(queue.expression(tenant: call.tenant)),
        chosen as materialized (
          select task.task_id from queue cross join lateral (\(candidates)) as task
            order by task.rank, task.task_id limit 1)
        \(TaskTransition.claim.update(
            tenant: call.tenant, facts: "chosen cross join (\(Claim.facts(call))) as fact",
            where: "t.task_id = chosen.task_id", returning: "t.task_id"))
        """)
      if let id = try? rows.firstRow(UUID.self) {
        let task = try await TaskDetail.read(id, transaction)
        return Audited(Output(task: task), count: 1)
      }
    }
    return Audited(Output(task: nil), count: 0)
  }

  /// What the caller has in hand already, such as after the page was closed in the middle of a call.
  private func own(_ call: CallContext) -> SQL {
    open(call, rank: "claimed_until") + """
      \nand claimed_by = \(call.actor.account) and claimed_until >= \(call.now)
      order by claimed_until limit 1 for update skip locked
      """
  }

  private func promised(_ call: CallContext) -> SQL {
    open(call, rank: "next_attempt_at") + free(call) + """
      \nand worklist = 'promised' and next_attempt_at <= \(call.now)
      order by next_attempt_at, task_id limit 1 for update skip locked
      """
  }

  private func due(_ call: CallContext) -> SQL {
    open(call, rank: "due_on") + free(call) + """
      \nand worklist = 'due' and opens_on <= \(call.today) and (next_attempt_at is null or next_attempt_at <= \(call.now))
      order by due_on, task_id limit 1 for update skip locked
      """
  }

  /// - Parameter rank: what comes first over all of the caller's queues.
  private func open(_ call: CallContext, rank: SQL) -> SQL {
    """
    select task_id, \(rank) as rank from followup.task
      where tenant_id = \(call.tenant) and responsible_department_id = queue.department_id
        and responsible_role = queue.role
    """
  }

  private func free(_ call: CallContext) -> SQL {
    "\nand (claimed_until is null or claimed_until < \(call.now))" + notUndoing(call)
  }

  /// Nobody is given a task whose file is being taken back. Whether any is, is asked once.
  private func notUndoing(_ call: CallContext) -> SQL {
    """
    \nand (not exists (select from discharges.import i where i.tenant_id = \(call.tenant) and i.status = 'undoing')
      or not discharges.is_being_undone(discharge_id))
    """
  }
}

extension TaskDetail {
  /// Reads a task inside a transaction that has claimed it.
  static func read(_ id: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) -> TaskDetail {
    try TaskDetail(try await transaction.rows(selection(transaction.call, task: id)))
  }
}
