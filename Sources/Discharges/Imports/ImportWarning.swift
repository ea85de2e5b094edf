import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Rows that an import took, and that somebody should look at.
struct ImportWarning: Codable, Sendable, Described {
  let rule: String
  let departmentId: UUID
  let department: String
  let rows: Int
  let message: String

  static let descriptions = [
    "rule": "departmentDeactivated: the stays are in a department that is out of use, where nobody may look for them",
    "departmentId": "The department", "department": "Its name",
    "rows": "How many of the file's new and updated rows",
    "message": "What to do",
  ]

  static let sample = ImportWarning(
    rule: "departmentDeactivated", departmentId: ImportID.sample, department: "老年病科", rows: 12,
    message: text.chinese)

  private static let text = LocalizedText(
    chinese: "科室已停用，病例仍归入该科室；请启用该科室（department.activate），或将其归并到现用科室（department.map）",
    english:
      "the department is out of use and has the stays all the same: activate it (department.activate), or map it to the one that took over (department.map)"
  )

  /// An import's warnings as a JSON array.
  static func json(ofImport importID: SQL, tenant: UUID, _ language: Language) -> SQL {
    """
    coalesce((
      select jsonb_agg(jsonb_build_object('rule', w.rule, 'departmentId', w.department_id, 'department', d.name,
          'rows', w.row_count, 'message', \(text(language))::text) order by d.name)::text
        from discharges.import_warning w
        join directory.department d on d.tenant_id = w.tenant_id and d.department_id = w.department_id
        where w.tenant_id = \(tenant) and w.import_id = \(importID)), '[]')
    """
  }
}
