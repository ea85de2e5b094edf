import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What an administrator says of a member of staff: all of it, so that what is left out is none.
struct StaffEntry: Codable, Sendable, Described {
  let name: Name
  let departmentId: UUID
  var number: StaffNumber?
  var title: StaffTitle?
  var education: Education?
  var licence: Licence?
  var practisingSince: CalendarDay?
  var dialects: [Dialect]?
  var departments: [Placement]?

  static let descriptions = [
    "name": "The name as the front pages have it; two of one name in a department need a mark of difference",
    "departmentId": "The department that the person belongs to",
    "number": "工号, unique in the hospital",
    "title": "职称, such as 主管护师",
    "education": "学历: secondary 中专, college 大专, bachelor 本科, master 硕士, doctor 博士",
    "licence":
      "执业资格: physician 执业医师, assistantPhysician 执业助理医师, nurse 执业护士, pharmacist 药师, technician 技师, other",
    "practisingSince": "从业起始日, from which years of practice are counted",
    "dialects":
      "What the person speaks with patients: mandarin 普通话, cantonese 粤语, hokkien 闽南语, teochew 潮汕话, hakka 客家话, wu 吴语 …",
    "departments": "Where else the person works, at most 20",
  ]

  static let sample = StaffEntry(
    name: "李敏", departmentId: Department.sample.id, number: "N0132", title: "主管护师", education: .bachelor,
    licence: .nurse, practisingSince: CalendarDay(year: 2015, month: 7, day: 1), dialects: [.mandarin, .wu])

  /// Refuses what the hospital doesn't have and what is somebody else's.
  func check(for id: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    try checkPlacements(transaction.call.today)
    let found = try await transaction.rows(
      """
      select exists (select from directory.department
            where tenant_id = \(tenant) and department_id = \(departmentId) and status = 'active'),
          exists (select from directory.staff
            where tenant_id = \(tenant) and department_id = \(departmentId) and name = \(name.text) and staff_id <> \(id)),
          exists (select from directory.staff
            where tenant_id = \(tenant) and number = \(number?.text) and staff_id <> \(id)),
          (select count(*) from directory.department
            where tenant_id = \(tenant) and department_id = any (\(placements.map(\.departmentId))))
      """)
    let (hasDepartment, nameTaken, numberTaken, placed) = try found.value((Bool, Bool, Bool, Int).self)
    if !hasDepartment { throw Failure.unknown("departmentId") }
    if nameTaken {
      throw Failure.taken(
        "name",
        LocalizedText(
          chinese: "该科室已有同名人员，也可能已停用；如确为另一人，请在姓名后加以区分，并与病案首页一致",
          english:
            "the department has somebody of this name, perhaps deactivated; if it is another person, add a mark of difference"
        ))
    }
    if numberTaken {
      throw Failure.taken("number", LocalizedText(chinese: "该工号已被使用", english: "the staff number is somebody else's"))
    }
    if placed != Set(placements.map(\.departmentId)).count { throw Failure.unknown("departments") }
  }

  /// Writes where else the person works, and that files of those departments mean this person by the name.
  func writePlacements(of id: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    try await transaction.rows(
      "delete from directory.staff_department where tenant_id = \(tenant) and staff_id = \(id)")
    for placement in placements {
      try await transaction.rows(
        """
        insert into directory.staff_department (tenant_id, staff_id, department_id, valid_from, valid_until)
        values (\(tenant), \(id), \(placement.departmentId), \(placement.validFrom), \(placement.validUntil))
        """)
      try await transaction.rows(
        """
        insert into directory.staff_alias (tenant_id, department_id, name, staff_id)
        select \(tenant), \(placement.departmentId), \(name.text), \(id)
          where not exists (
            select from directory.staff
              where tenant_id = \(tenant) and department_id = \(placement.departmentId) and name = \(name.text))
        on conflict (tenant_id, department_id, name) do nothing
        """)
    }
    // Its own name in its own department stands for nobody else.
    try await transaction.rows(
      """
      delete from directory.staff_alias
        where tenant_id = \(tenant) and department_id = \(departmentId) and name = \(name.text)
      """)
  }

  private var placements: [Placement] { departments ?? [] }

  private func checkPlacements(_ today: CalendarDay) throws(Failure) {
    if placements.count > 20 || Set(placements.map { "\($0.departmentId) \($0.validFrom)" }).count < placements.count {
      throw Failure.violation(
        "departments", "uniqueItems",
        LocalizedText(chinese: "最多 20 项，且同一科室同一起始日只能有一项", english: "at most 20, and each department and first day once")
      )
    }
    for (place, placement) in placements.enumerated() {
      if let until = placement.validUntil, until < placement.validFrom {
        throw Failure.violation(
          "departments[\(place)].validUntil", "afterValidFrom",
          LocalizedText(chinese: "截止日不能早于起始日", english: "must not be before validFrom"))
      }
    }
    if let practisingSince, practisingSince > today {
      throw Failure.violation(
        "practisingSince", "notInFuture", LocalizedText(chinese: "从业起始日不能晚于今天", english: "must not be in the future"))
    }
  }
}
