public import Operations
import SQL

extension Discharges {
  /// Records whose reach can be explained: a discharge belongs to its department, a patient to those of his discharges.
  public static func records() -> [RecordKind] {
    [
      RecordKind("discharge") { tenant, id in
        """
        select p.subject_id as subject, d.department_id from discharges.discharge d
          join discharges.patient p on p.tenant_id = d.tenant_id and p.patient_id = d.patient_id
          where d.tenant_id = \(tenant) and d.discharge_id = \(id)
        """
      },
      RecordKind("patient") { tenant, id in
        """
        select distinct p.subject_id as subject, d.department_id from discharges.discharge d
          join discharges.patient p on p.tenant_id = d.tenant_id and p.patient_id = d.patient_id
          where d.tenant_id = \(tenant) and d.patient_id = \(id)
        """
      },
    ]
  }
}
