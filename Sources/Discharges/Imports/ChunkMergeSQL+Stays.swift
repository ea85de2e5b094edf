import FoundationEssentials
import SQL

extension ChunkMergeSQL {
  /// An open stay ends when its discharge comes.
  var closedStays: SQL {
    """
    update discharges.visit v set ended_on = d.discharged_on, discharge_id = d.discharge_id, version = v.version + 1
      from discharges.discharge d
      where d.tenant_id = \(tenant) and d.discharge_id = any (array(select discharge_id from incoming))
        and v.tenant_id = \(tenant) and v.patient_id = d.patient_id and v.ended_on is null
        and v.started_on between d.admitted_at::date - 1 and d.discharged_on
    """
  }

  /// Who came back within 31 days is flagged, over all stays of whom the chunk touches.
  var readmissions: SQL {
    Readmission.statement(tenant: tenant, patients: "select patient_id from incoming")
  }
}
