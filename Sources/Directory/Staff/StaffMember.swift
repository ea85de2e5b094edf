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

  /// The columns that ``init(_:today:)`` reads; `s` is the table's name.
  static let columns: SQL = """
    s.staff_id, s.name, s.department_id, s.number, s.title, s.education, s.licence, s.practising_since, s.dialects,
    s.confirmed, s.status, s.mapped_to_id, s.version, s.department_since
    """
}

extension StaffMember {
  init(_ reader: inout RowReader, today: CalendarDay) throws {
    id = try reader.next()
    name = try reader.next()
    departmentId = try reader.next()
    number = try reader.next(String?.self)
    title = try reader.next(String?.self)
    education = try reader.next(String?.self).flatMap(Education.init)
    licence = try reader.next(String?.self).flatMap(Licence.init)
    practisingSince = try reader.next(CalendarDay?.self)
    yearsOfPractice = practisingSince.map { Self.fullYears(from: $0, to: today) }
    dialects = try reader.next([String].self).compactMap(Dialect.init)
    confirmed = try reader.next()
    status = DirectoryStatus(rawValue: try reader.next()) ?? .deactivated
    mappedToId = try reader.next(UUID?.self)
    version = try reader.next()
    departmentSince = try reader.next(CalendarDay?.self)
  }

  /// Anniversaries passed; whoever began on 29 February has one on 1 March of other years.
  static func fullYears(from first: CalendarDay, to today: CalendarDay) -> Int {
    let (begin, end) = (first.components, today.components)
    return max(0, end.year - begin.year - ((end.month, end.day) < (begin.month, begin.day) ? 1 : 0))
  }

  /// The member as the caller has seen it, locked until the transaction ends.
  static func lock(_ id: UUID, expecting version: Int, _ transaction: borrowing WriteTransaction)
    async throws(Failure) -> StaffMember
  {
    let today = transaction.call.today
    let rows = try await transaction.rows(
      """
      select \(columns) from directory.staff s
        where s.tenant_id = \(transaction.call.tenant) and s.staff_id = \(id) for update
      """)
    guard let member = try rows.read({ try StaffMember(&$0, today: today) }).first else { throw Failure(.notFound) }
    guard member.version == version else { throw Failure.versionConflict }
    return member
  }

  /// Changes some columns, and the version with them.
  func change(_ assignments: SQL, _ transaction: borrowing WriteTransaction) async throws(Failure) -> StaffMember {
    let today = transaction.call.today
    return try await transaction.rows(
      """
      update directory.staff s set \(assignments), version = s.version + 1
        where s.tenant_id = \(transaction.call.tenant) and s.staff_id = \(id) returning \(Self.columns)
      """
    ).readOne { try StaffMember(&$0, today: today) }
  }

  /// Only who is in use can be changed.
  func requireActive() throws(Failure) {
    guard status == .active else {
      throw Failure.state(
        "staffId", "deactivated",
        LocalizedText(chinese: "该人员已停用，请先启用", english: "the member of staff is deactivated; activate it first"))
    }
  }
}
