public import Operations
import SQL

extension FollowUp {
  /// Records whose reach can be explained: a task belongs to the department that discharged and to the one that follows up.
  public static func records() -> [RecordKind] {
    [
      RecordKind("task") { tenant, id in
        """
        select p.subject_id as subject, owner.department_id from followup.task t
          join discharges.patient p on p.tenant_id = t.tenant_id and p.patient_id = t.patient_id
          cross join lateral unnest(array[t.department_id, t.responsible_department_id]) as owner (department_id)
          where t.tenant_id = \(tenant) and t.task_id = \(id)
        """
      }
    ]
  }
}
