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
      Self.line.select(
        from: """
          directory.department d
          left join directory.department parent on parent.tenant_id = d.tenant_id and parent.department_id = d.parent_id
          left join directory.staff head on head.tenant_id = d.tenant_id and head.staff_id = d.head_staff_id
          left join directory.staff nurse on nurse.tenant_id = d.tenant_id and nurse.staff_id = d.head_nurse_staff_id
          left join directory.campus campus on campus.tenant_id = d.tenant_id and campus.campus_id = d.campus_id
          where d.tenant_id = \(call.tenant) and d.status = 'active'
            and (not \(unconfirmedOnly ?? false) or not d.confirmed)
          order by d.name limit \(BulkTable.maximumRows)
          """), lane: .list
    ) { lines in
      BulkFile(
        csv: CommaSeparated.write([DepartmentColumns.all.map(\.chinese)] + lines.items), rows: lines.items.count)
    }
  }

  /// The cells of a line, in the order of ``DepartmentColumns``.
  private static let line = RowShape { row in
    [
      try row["d.name"],
      try row["d.kind", as: DepartmentKind.self].chineseName,
      try row["parent.name", as: String?.self] ?? "",
      try row["head.number", as: String?.self] ?? "",
      try row["nurse.number", as: String?.self] ?? "",
      try row["campus.name", as: String?.self] ?? "",
      Confirmation(try row["d.confirmed"]).chineseName,
    ]
  }
}
