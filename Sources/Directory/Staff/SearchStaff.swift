import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Finds members of staff while somebody types.
struct SearchStaff: PipelinedQuery {
  static let name: StaticString = "staff.search"
  static let summary: StaticString = "Finds members of staff by a part of the name, by number or by pinyin initials"
  static let access = Access.requires(.staffRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "text":
      "A part of the name, the number 工号, or initials such as lm for 李敏; surnames with their own readings, such as zl for 曾丽",
    "departmentId": "Only who belongs to this department",
    "limit": "How many at most, 1 to 50; 20 when left out",
  ]

  let text: SearchText
  var departmentId: UUID?
  var limit: Int?

  typealias Output = Found<StaffMember>

  static let example = Example(
    SearchStaff(text: "lm", departmentId: nil, limit: nil), answers: Found(items: [StaffMember.sample]))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Found<StaffMember>> {
    let limit = try SearchText.checkedLimit(limit)
    return ReadPlan(
      StaffMember.shape(today: call.today).select(
        from: """
          directory.staff s
          where s.tenant_id = \(call.tenant) and s.status = 'active'
            and (\(departmentId) is null or s.department_id = \(departmentId))
            and (\(text.matches(name: "s.name", initials: "s.initials")) or s.number = \(text.text))
          order by case when s.number = \(text.text) then 0 else \(text.rank(name: "s.name", initials: "s.initials")) end,
            length(s.name), s.name, s.staff_id limit \(limit)
          """), lane: .list
    ) { Found(items: $0.items) }
  }
}
