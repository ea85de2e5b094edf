import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The departments as a spreadsheet that `department.import` takes back.
struct ExportDepartments: PipelinedQuery {
  static let name: StaticString = "department.export"
  static let summary: StaticString =
    "The departments in use as comma-separated text, as department.import takes it back"
  static let access = Access.requires(.departmentManage)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "unconfirmedOnly": "True for those that an import met and nobody has confirmed: write 是 under 已确认 and load the file"
  ]

  var unconfirmedOnly: Bool?

  typealias Output = BulkFile

  static let example = Example(
    ExportDepartments(),
    answers: BulkFile(csv: "\u{FEFF}科室名称,类别,上级科室,科主任工号,护士长工号,院区,已确认\r\n心血管内科,临床,,,,,是\r\n", rows: 1))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<BulkFile> {
    ReadPlan(
      """
      select null::uuid as subject, d.name, d.kind, parent.name as parent, head.number as head, nurse.number as nurse,
          campus.name as campus, d.confirmed
        from directory.department d
        left join directory.department parent on parent.tenant_id = d.tenant_id and parent.department_id = d.parent_id
        left join directory.staff head on head.tenant_id = d.tenant_id and head.staff_id = d.head_staff_id
        left join directory.staff nurse on nurse.tenant_id = d.tenant_id and nurse.staff_id = d.head_nurse_staff_id
        left join directory.campus campus on campus.tenant_id = d.tenant_id and campus.campus_id = d.campus_id
        where d.tenant_id = \(call.tenant) and d.status = 'active'
          and (not \(unconfirmedOnly ?? false) or not d.confirmed)
        order by d.name limit \(BulkTable.maximumRows)
      """, lane: .list
    ) { rows, _ in
      let lines = try rows.map { row in
        var reader = RowReader(row)
        _ = try reader.next(UUID?.self)
        let name = try reader.next(String.self)
        let kind = DepartmentKind(rawValue: try reader.next()) ?? .clinical
        let references = try (0..<4).map { _ in try reader.next(String?.self) ?? "" }
        return [name, kind.chineseName] + references + [Confirmation(try reader.next(Bool.self)).chineseName]
      }
      return BulkFile(
        csv: CommaSeparated.write([DepartmentColumns.all.map(\.chinese)] + lines), rows: lines.count)
    }
  }
}
