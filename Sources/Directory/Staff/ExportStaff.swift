import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The staff as a spreadsheet that `staff.import` takes back.
struct ExportStaff: PipelinedQuery {
  static let name: StaticString = "staff.export"
  static let summary: StaticString =
    "Staff in use as comma-separated text, as staff.import takes it back; at most 5,000"
  static let access = Access.requires(.staffManage)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "departmentId": "Only who belongs to this department; needed by hospitals with more than 5,000",
    "unconfirmedOnly":
      "True for those whom an import met and nobody has confirmed: write 是 under 已确认 and load the file",
  ]

  var departmentId: UUID?
  var unconfirmedOnly: Bool?

  typealias Output = BulkFile

  static let example = Example(
    ExportStaff(departmentId: nil),
    answers: BulkFile(
      csv:
        "\u{FEFF}工号,姓名,科室,职称,学历,执业资格,从业起始日,方言,其他科室,已确认\r\nN0132,李敏,心血管内科,主管护师,本科,执业护士,2015-07-01,普通话、吴语,儿科(2020-01-01起),是\r\n",
      rows: 1))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<BulkFile> {
    ReadPlan(
      Self.line(call.today).select(
        from: """
          directory.staff s
          join directory.department d on d.tenant_id = \(call.tenant) and d.department_id = s.department_id
          cross join lateral (
            select coalesce(array_agg(other.name order by w.valid_from, other.name), '{}') as names,
                coalesce(array_agg(w.valid_from order by w.valid_from, other.name), '{}') as begins,
                coalesce(array_agg(w.valid_until order by w.valid_from, other.name), '{}') as ends
              from directory.staff_department w
              join directory.department other on other.tenant_id = \(call.tenant) and other.department_id = w.department_id
              where w.tenant_id = \(call.tenant) and w.staff_id = s.staff_id) as further
          where s.tenant_id = \(call.tenant) and s.status = 'active'
            and (not \(unconfirmedOnly ?? false) or not s.confirmed)
            and (\(departmentId) is null or s.department_id = \(departmentId))
          order by d.name, s.name limit \(BulkTable.maximumRows + 1)
          """), lane: .list
    ) { lines in
      guard lines.items.count <= BulkTable.maximumRows else {
        throw Failure.rule(
          "departmentId", "tooMany",
          LocalizedText(chinese: "超过 5000 人，请按科室导出", english: "more than 5,000 people; export by department"))
      }
      return BulkFile(
        csv: CommaSeparated.write([StaffColumns.all.map(\.chinese)] + lines.items), rows: lines.items.count)
    }
  }

  /// The cells of a line: `s` is the member, `d` the department, `further` where else the person works.
  private static func line(_ today: CalendarDay) -> RowShape<[String]> {
    RowShape { row in
      let department = try row["d.name", as: String.self]
      let member = try StaffMember(&row, today: today)
      let names = try row["further.names", as: [String].self]
      let begins = try row["further.begins", as: [CalendarDay].self]
      let ends = try row["further.ends", as: [CalendarDay?].self]
      let further = zip(names, zip(begins, ends)).map { name, period in
        PlacementText.Stated(department: name, validFrom: period.0, validUntil: period.1)
      }
      return cells(member, department, further)
    }
  }

  private static func cells(
    _ member: StaffMember, _ department: String, _ further: [PlacementText.Stated]
  ) -> [String] {
    [
      member.number ?? "", member.name, department, member.title ?? "", member.education?.chineseName ?? "",
      member.licence?.chineseName ?? "", member.practisingSince?.description ?? "",
      member.dialects.map(\.chineseName).joined(separator: "、"), PlacementText.write(further),
      Confirmation(member.confirmed).chineseName,
    ]
  }
}
