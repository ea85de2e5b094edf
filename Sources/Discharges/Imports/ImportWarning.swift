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
    "rule": "departmentDeactivated: the stays are in a department that was out of use and is unconfirmed now",
    "departmentId": "The department", "department": "Its name",
    "rows": "How many of the file's new and updated rows",
    "message": "What to do",
  ]

  static let sample = ImportWarning(
    rule: "departmentDeactivated", departmentId: ImportID.sample, department: "老年病科", rows: 12,
    message: text.chinese)

  private static let text = LocalizedText(
    chinese: "科室已停用，而文件中仍有其病例；科室已回到待确认列表，请确认（department.confirm），或归并到现用科室（department.map）",
    english:
      "the department was out of use and the file has stays in it; it is back among the unconfirmed ones: confirm it (department.confirm), or map it to the one that took over (department.map)"
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
