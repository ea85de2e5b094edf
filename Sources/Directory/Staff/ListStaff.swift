import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The staff of the caller's hospital.
struct ListStaff: PipelinedQuery {
  static let name: StaticString = "staff.list"
  static let summary: StaticString = "The staff of a department, or of the caller's whole hospital"
  static let access = Access.requires(.staffRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "departmentId": "Only who belongs to this department, or works there today",
    "unconfirmedOnly": "True for those whom an import met and nobody has confirmed",
    "status": "active when left out",
    "page": "Which part of the list; the first 500 when left out",
  ]

  var departmentId: UUID?
  var unconfirmedOnly: Bool?
  var status: DirectoryStatus?
  var page: PageRequest?

  typealias Output = PageOf<StaffMember>

  static let example = Example(
    ListStaff(departmentId: Department.sample.id), answers: PageOf(items: [StaffMember.sample], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<StaffMember>> {
    let limit = try (page ?? PageRequest(limit: 500)).checkedLimit()
    let (status, today) = (status ?? .active, call.today)
    let filter = "staff.list \(departmentId?.uuidString ?? "") \(unconfirmedOnly ?? false) \(status.rawValue)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 2)
    let after = (name: position?[0] ?? "", id: position.flatMap { UUID(uuidString: $0[1]) } ?? Self.firstID)
    return .page(
      StaffMember.shape(today: today).select(
        from: """
          directory.staff s
          where s.tenant_id = \(call.tenant) and s.status = \(status.rawValue)
            and (s.name, s.staff_id) > (\(after.name), \(after.id))
            and (not \(unconfirmedOnly ?? false) or not s.confirmed)
            and (\(departmentId) is null or s.department_id = \(departmentId) or exists (
              select from directory.staff_department w
                where w.tenant_id = \(call.tenant) and w.staff_id = s.staff_id and w.department_id = \(departmentId)
                  and w.valid_from <= \(today) and (w.valid_until is null or w.valid_until >= \(today))))
          order by s.name, s.staff_id limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.name, $0.id.uuidString], of: filter)
    }
  }

  private static let firstID = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}
