import FoundationEssentials
import Operations
import SQL

extension FollowUpRate {
  /// Tasks come together per discharge first (per policy and round for rounds), then per group: a discharge with two rounds counts once,
  /// and as followed up when one of them was. One that a policy leaves out and another asks for is eligible. Each department is one
  /// stretch of the index. Which discharges every policy leaves out is found by one grouping of eligible and excluded ones together: a
  /// generic plan, which knows no numbers, would compare each excluded discharge with every eligible one.
  func statement(_ call: CallContext, _ grouping: Grouping) -> Selection<Figures> {
    Figures.shape(name: name(grouping, call)).select(
      with: """
        department as materialized (\(departments(call))),
        unit as materialized (
          select \(key(grouping)) as key, t.discharge_id, bool_or(t.attempts > 0) as attempted, bool_or(t.reached) as reached,
              bool_or(coalesce(t.outcome = 'completed', false)) as completed, bool_or(t.outcome is null) as pending,
              (array_agg(t.reason order by t.round_number desc) filter (where t.outcome is not null and t.reason is not null))[1]
                as reason
            from department cross join lateral (
              select discharge_id, department_id, discharged_on, policy_id, round_number, outcome, attempts, reached, reason
                from followup.task
                where tenant_id = \(call.tenant) and department_id = department.department_id
                  and discharged_on between \(from) and \(to) and outcome is distinct from 'excluded') as t
            group by 1, t.discharge_id),
        lost as (
          select key, array_agg(reason order by reason) as reasons, array_agg(n order by reason) as counts
            from (select key, reason, count(*) as n from unit where not completed and not pending and reason is not null
              group by key, reason) as counted group by key),
        excluded as (
          select key, count(*) as n
            from (
              select max(key) as key from (
                  select t.discharge_id, \(excludedKey(grouping)) as key, false as is_eligible
                    from department cross join lateral (
                      select discharge_id, department_id, discharged_on from followup.exclusion
                        where tenant_id = \(call.tenant) and department_id = department.department_id
                          and discharged_on between \(from) and \(to)) as t
                    where \(grouping != .round)
                  union all
                  select discharge_id, null, true from unit) as looked_at
                group by discharge_id having not bool_or(is_eligible)) as left_out
            group by key),
        figures as (
          select key, count(*) as eligible, count(*) filter (where attempted) as attempted, count(*) filter (where reached) as reached,
              count(*) filter (where completed) as completed, count(*) filter (where pending and not completed) as pending
            from unit group by key)
        """,
      from: """
        figures f full join excluded x on x.key = f.key left join lost l on l.key = f.key
        order by coalesce(f.key, x.key)
        """)
  }

  /// The departments whose figures the caller may see; row security says the same again.
  private func departments(_ call: CallContext) -> SQL {
    let ids: SQL =
      switch call.reach {
      case .organization: "true"
      case .departments(let ids): "department_id = any (\(ids))"
      }
    return """
      select department_id from directory.department
        where tenant_id = \(call.tenant) and \(ids) and (\(departmentId) is null or department_id = \(departmentId))
      """
  }

  private func key(_ grouping: Grouping) -> SQL {
    switch grouping {
    case .hospital: "'hospital'"
    case .department: "t.department_id::text"
    case .round: "t.policy_id || ':' || to_char(t.round_number, 'FM00')"
    case .month: "to_char(t.discharged_on, 'YYYY-MM')"
    }
  }

  private func excludedKey(_ grouping: Grouping) -> SQL {
    grouping == .round ? "''" : key(grouping)
  }

  private func name(_ grouping: Grouping, _ call: CallContext) -> SQL {
    switch grouping {
    case .hospital: "(select o.name from directory.organization o where o.tenant_id = \(call.tenant))"
    case .department:
      """
      (select d.name from directory.department d
        where d.tenant_id = \(call.tenant) and d.department_id = coalesce(f.key, x.key)::uuid)
      """
    case .round:
      """
      (select p.name || ' · ' || r.name from followup.round r
        join followup.policy p on p.tenant_id = r.tenant_id and p.policy_id = r.policy_id and p.version = r.version
        where r.tenant_id = \(call.tenant) and r.policy_id = split_part(f.key, ':', 1)::uuid
          and r.round_number = split_part(f.key, ':', 2)::smallint
        order by r.version desc limit 1)
      """
    case .month: "null"
    }
  }
}
