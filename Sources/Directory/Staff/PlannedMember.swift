import FoundationEssentials
import SQL
import Vault

/// Somebody as a bulk file wants the person to be: one row, or more of them when the person works in several departments.
struct PlannedMember {
  let before: KnownMember?
  let rowNumber: Int
  private(set) var member: StaffMember
  private(set) var placements: [Placement]
  private let today: CalendarDay

  init(_ row: StaffRow, before: KnownMember?, today: CalendarDay) {
    self.before = before
    self.today = today
    rowNumber = row.rowNumber
    var member =
      before?.member
      ?? StaffMember(
        id: UUID.version7(), name: row.place.name, departmentId: row.place.department,
        confirmed: row.isConfirmed ?? true)
    member.name = row.place.name
    member.departmentId = row.place.department
    member.number = row.number ?? member.number
    // Whoever stands in an administrator's file is confirmed, unless the file says otherwise; that takes nothing back.
    member.confirmed = before.map { $0.member.confirmed || row.isConfirmed != false } ?? member.confirmed
    self.member = member
    placements = before?.placements ?? []
    if let further = row.furtherDepartments { placements = further.map(placement) }
    fill(row)
  }

  /// What a further row of the same person contradicts, by column.
  func contradictions(_ row: StaffRow) -> [String] {
    var columns: [String] = []
    func compare<Value: Equatable>(_ said: Value?, _ known: Value?, _ column: String) {
      if let said, let known, said != known { columns.append(column) }
    }
    compare(row.title, member.title, "title")
    compare(row.education, member.education, "education")
    compare(row.licence, member.licence, "licence")
    compare(row.practisingSince, member.practisingSince, "practisingSince")
    return columns
  }

  /// A further row names a further department. The one of before stays the person's own, whichever row it stands in.
  mutating func add(_ row: StaffRow) {
    var further = row.place.department
    if let own = before?.member.departmentId, own == further { swap(&further, &member.departmentId) }
    let isThere = placements.contains { $0.departmentId == further && ($0.validUntil ?? today) >= today }
    if !isThere { placements.append(Placement(departmentId: further, validFrom: today, validUntil: nil)) }
    fill(row)
  }

  func worksIn(_ department: UUID) -> Bool {
    member.departmentId == department
  }

  /// Whether the file asks for nothing new.
  var isUnchanged: Bool {
    guard let before else { return false }
    return before.member == member && Set(before.placements) == Set(placements)
  }

  var changesPlacements: Bool { Set(before?.placements ?? []) != Set(placements) }

  private mutating func fill(_ row: StaffRow) {
    member.title = row.title ?? member.title
    member.education = row.education ?? member.education
    member.licence = row.licence ?? member.licence
    member.practisingSince = row.practisingSince ?? member.practisingSince
    if let practisingSince = member.practisingSince {
      member.yearsOfPractice = StaffMember.fullYears(from: practisingSince, to: today)
    }
    member.dialects = row.dialects ?? member.dialects
  }

  /// A period that isn't told is the one of before, or begins today.
  private func placement(_ further: StaffRow.FurtherDepartment) -> Placement {
    if let from = further.validFrom {
      return Placement(departmentId: further.department, validFrom: from, validUntil: further.validUntil)
    }
    let known = before?.placements.last { $0.departmentId == further.department && ($0.validUntil ?? today) >= today }
    return known ?? Placement(departmentId: further.department, validFrom: today, validUntil: nil)
  }
}
