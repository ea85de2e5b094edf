import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Finds departments while somebody types.
struct SearchDepartments: PipelinedQuery {
  static let name: StaticString = "department.search"
  static let summary: StaticString = "Finds departments by a part of the name, a name of before, or pinyin initials"
  static let access = Access.requires(.departmentRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "text": "A part of the name such as 血管, or its initials such as xxgnk for 心血管内科",
    "limit": "How many at most, 1 to 50; 20 when left out",
  ]

  let text: SearchText
  var limit: Int?

  typealias Output = Found<Department>

  static let example = Example(
    SearchDepartments(text: "xxgnk", limit: nil), answers: Found(items: [Department.sample]))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Found<Department>> {
    let limit = try SearchText.checkedLimit(limit)
    return ReadPlan(
      Department.shape.select(
        from: """
          directory.department d
          where d.tenant_id = \(call.tenant) and d.status = 'active'
            and (\(text.matches(name: "d.name", initials: "d.initials")) or exists (
              select from directory.department_alias a
                where a.tenant_id = \(call.tenant) and a.department_id = d.department_id and strpos(a.name, \(text.text)) > 0))
          order by \(text.rank(name: "d.name", initials: "d.initials")), length(d.name), d.name limit \(limit)
          """), lane: .list
    ) { Found(items: $0.items) }
  }
}
