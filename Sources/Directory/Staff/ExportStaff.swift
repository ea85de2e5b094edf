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
    "departmentId": "Only who belongs to this department; needed by hospitals with more than 5,000"
  ]

  let departmentId: UUID?

  typealias Output = BulkFile

  static let example = Example(
    ExportStaff(departmentId: nil),
    answers: BulkFile(
      csv: "\u{FEFF}工号,姓名,科室,职称,学历,执业资格,从业起始日,方言\r\nN0132,李敏,心血管内科,主管护师,本科,执业护士,2015-07-01,普通话、吴语\r\n", rows: 1))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<BulkFile> {
    let today = call.today
    return ReadPlan(
      """
      select null::uuid as subject, d.name as department, \(StaffMember.columns) from directory.staff s
        join directory.department d on d.tenant_id = \(call.tenant) and d.department_id = s.department_id
        where s.tenant_id = \(call.tenant) and s.status = 'active'
          and (\(departmentId) is null or s.department_id = \(departmentId))
        order by d.name, s.name limit \(BulkTable.maximumRows + 1)
      """, lane: .list
    ) { rows, _ in
      guard rows.count <= BulkTable.maximumRows else {
        throw Failure.rule(
          "departmentId", "tooMany",
          LocalizedText(chinese: "超过 5000 人，请按科室导出", english: "more than 5,000 people; export by department"))
      }
      let lines = try rows.map { row in
        var reader = RowReader(row)
        _ = try reader.next(UUID?.self)
        let department = try reader.next(String.self)
        let member = try StaffMember(&reader, today: today)
        return [
          member.number ?? "", member.name, department, member.title ?? "", member.education?.chineseName ?? "",
          member.licence?.chineseName ?? "", member.practisingSince?.description ?? "",
          member.dialects.map(\.chineseName).joined(separator: "、"),
        ]
      }
      return BulkFile(csv: CommaSeparated.write([ImportStaff.columns.map(\.chinese)] + lines), rows: lines.count)
    }
  }
}
