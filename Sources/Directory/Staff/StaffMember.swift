import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A member of staff.
struct StaffMember: Codable, Sendable, Equatable, Described {
  let id: UUID
  var name: String
  var departmentId: UUID
  var departmentSince: CalendarDay?
  var number: String?
  var title: String?
  var education: Education?
  var licence: Licence?
  var practisingSince: CalendarDay?
  var yearsOfPractice: Int?
  var dialects: [Dialect] = []
  var confirmed: Bool
  var status = DirectoryStatus.active
  var mappedToId: UUID?
  var version = 1

  static let descriptions = [
    "id": "The member's identifier", "name": "The name", "departmentId": "The department that the person belongs to",
    "departmentSince": "Since when; left out when it was before this was kept",
    "number": "工号", "title": "The title, such as 主治医师", "education": "学历", "licence": "执业资格",
    "practisingSince": "从业起始日", "yearsOfPractice": "Full years of practice today",
    "dialects": "What the person speaks with patients",
    "confirmed": "False for somebody whom an import met and nobody has confirmed",
    "status": "active or deactivated",
    "mappedToId": "Who it really is, when an administrator mapped it",
    "version": "Goes up with every change; updates name it as expectedVersion",
  ]

  static let sample = StaffMember(
    id: Department.sample.id, name: "李敏", departmentId: Department.sample.id, number: "N0132", title: "主管护师",
    education: .bachelor, licence: .nurse, practisingSince: CalendarDay(year: 2015, month: 7, day: 1),
    yearsOfPractice: 11,
    dialects: [.mandarin, .wu], confirmed: true)

}

extension StaffMember {
  /// `s` is the member; years of practice are counted until today.
  static func shape(today: CalendarDay) -> RowShape<StaffMember> {
    RowShape { row in try StaffMember(&row, today: today) }
  }

  init(_ row: inout RowColumns, today: CalendarDay) throws {
    id = try row["s.staff_id"]
    name = try row["s.name"]
    departmentId = try row["s.department_id"]
    departmentSince = try row["s.department_since"]
    number = try row["s.number"]
    title = try row["s.title"]
    education = try row["s.education"]
    licence = try row["s.licence"]
    practisingSince = try row["s.practising_since"]
    yearsOfPractice = practisingSince.map { Self.fullYears(from: $0, to: today) }
    dialects = try row["s.dialects"]
    confirmed = try row["s.confirmed"]
    status = try row["s.status"]
    mappedToId = try row["s.mapped_to_id"]
    version = try row["s.version"]
  }

  /// Anniversaries passed; whoever began on 29 February has one on 1 March of other years.
  static func fullYears(from first: CalendarDay, to today: CalendarDay) -> Int {
    let (begin, end) = (first.components, today.components)
    return max(0, end.year - begin.year - ((end.month, end.day) < (begin.month, begin.day) ? 1 : 0))
  }
}

extension StaffMember: DirectoryEntry {
  static let words = EntryWords(
    parameter: "staffId", toParameter: "toStaffId", otherRule: "otherStaff", unmap: "staff.unmap", chinese: "人员",
    english: "member of staff")
  static let table: (name: SQL, tenant: SQL, key: SQL) = ("directory.staff s", "s.tenant_id", "s.staff_id")
}
