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
    let today = call.today
    return ReadPlan(
      """
      select null::uuid as subject, d.name as department, \(StaffMember.columns),
          further.names, further.begins, further.ends
        from directory.staff s
        join directory.department d on d.tenant_id = \(call.tenant) and d.department_id = s.department_id
        cross join lateral (
          select coalesce(array_agg(other.name order by w.valid_from, other.name), '{}') as names,
              coalesce(array_agg(w.valid_from::text order by w.valid_from, other.name), '{}') as begins,
              coalesce(array_agg(coalesce(w.valid_until::text, '') order by w.valid_from, other.name), '{}') as ends
            from directory.staff_department w
            join directory.department other on other.tenant_id = \(call.tenant) and other.department_id = w.department_id
            where w.tenant_id = \(call.tenant) and w.staff_id = s.staff_id) as further
        where s.tenant_id = \(call.tenant) and s.status = 'active'
          and (not \(unconfirmedOnly ?? false) or not s.confirmed)
          and (\(departmentId) is null or s.department_id = \(departmentId))
        order by d.name, s.name limit \(BulkTable.maximumRows + 1)
      """, lane: .list
    ) { rows, _ in
      guard rows.count <= BulkTable.maximumRows else {
        throw Failure.rule(
          "departmentId", "tooMany",
          LocalizedText(chinese: "超过 5000 人，请按科室导出", english: "more than 5,000 people; export by department"))
      }
      let lines = try rows.map { row in try Self.line(row, today) }
      return BulkFile(csv: CommaSeparated.write([StaffColumns.all.map(\.chinese)] + lines), rows: lines.count)
    }
  }

  private static func line(_ row: Row, _ today: CalendarDay) throws -> [String] {
    var reader = RowReader(row)
    _ = try reader.next(UUID?.self)
    let department = try reader.next(String.self)
    let member = try StaffMember(&reader, today: today)
    let names = try reader.next([String].self)
    let begins = try reader.next([String].self)
    let ends = try reader.next([String].self)
    let further = zip(names, zip(begins, ends)).map { name, period in
      PlacementText.Stated(
        department: name, validFrom: CalendarDay(period.0), validUntil: CalendarDay(period.1))
    }
    return [
      member.number ?? "", member.name, department, member.title ?? "", member.education?.chineseName ?? "",
      member.licence?.chineseName ?? "", member.practisingSince?.description ?? "",
      member.dialects.map(\.chineseName).joined(separator: "、"), PlacementText.write(further),
      Confirmation(member.confirmed).chineseName,
    ]
  }
}
