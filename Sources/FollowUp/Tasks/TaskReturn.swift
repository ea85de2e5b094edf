import FoundationEssentials
import Operations
import SQL

/// Where a task goes when what kept it ends: it waits for a number while its discharge's ward is asked for one, else it rests until its
/// moment, else it is due. A promise is known by the last attempt.
enum TaskReturn {
  /// A `select` of `task_id`, `place`, `reason`, `since` and `today` of tasks `t`.
  /// - Parameter tasks: which ones.
  static func facts(tenant: UUID, today: SQL, tasks: SQL) -> SQL {
    """
    select t.task_id, \(today) as today, asked.requested_on as since,
        case when asked.problem is not null then 'waitingForNumber' when t.next_attempt_at is not null then 'resting' else 'due'
          end as place,
        case when asked.problem is not null then asked.problem when \(isPromised(tenant)) then 'promised'
          when t.next_attempt_at is not null then 'retry' end as reason
      from followup.task t
      left join lateral (
        select n.problem, \(HospitalClock.day(of: "n.requested_at")) as requested_on from followup.number_correction n
          where n.tenant_id = \(tenant) and n.discharge_id = t.discharge_id and n.status = 'open') as asked on true
      where t.tenant_id = \(tenant) and \(tasks)
    """
  }

  /// Whether a redial is promised of the task `t`, whatever stands over it.
  static func isPromised(_ tenant: UUID) -> SQL {
    """
    (t.next_attempt_at is not null and (coalesce(t.reason in ('promised', 'lastPromise'), false) or coalesce((
      select a.disposition = 'promisedRedial' from followup.attempt a
        where a.tenant_id = \(tenant) and a.task_id = t.task_id order by a.at desc limit 1), false)))
    """
  }
}
