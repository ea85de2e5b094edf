import FoundationEssentials
import SQL

extension ChunkMergeSQL {
  /// Stays land where the file says, also in a department that is out of use: no row is lost for it, and somebody is told.
  var deactivatedDepartments: SQL {
    """
    insert into discharges.import_warning (tenant_id, import_id, rule, department_id, row_count)
    select \(tenant), \(importID), 'departmentDeactivated', d.department_id, count(*)
      from incoming i
      join directory.department d on d.tenant_id = \(tenant) and d.name = left(i.department, 60) and d.mapped_to_id is null
        and (d.status = 'deactivated' or exists (
          select from discharges.import_warning w
            where w.tenant_id = \(tenant) and w.import_id = \(importID) and w.department_id = d.department_id))
      group by d.department_id
    on conflict (tenant_id, import_id, rule, department_id) do update
      set row_count = import_warning.row_count + excluded.row_count
    """
  }
}
