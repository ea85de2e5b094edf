import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What departments and staff have in common: an import may meet one that nobody knows; an administrator confirms it, maps it to what it
/// really is, takes it out of use or brings it back.
protocol DirectoryEntry: Codable, Sendable {
  /// How calls and errors name it.
  static var words: EntryWords { get }
  /// The table with its alias, and the alias's key.
  static var table: (name: SQL, tenant: SQL, key: SQL) { get }
  /// What a row of the table is read as.
  static func shape(today: CalendarDay) -> RowShape<Self>

  var id: UUID { get }
  var confirmed: Bool { get }
  var status: DirectoryStatus { get }
  var mappedToId: UUID? { get }
  var version: Int { get }
}

/// How calls and errors name a department or a member of staff.
struct EntryWords {
  /// The parameter: `departmentId`.
  let parameter: String
  /// The parameter of what it really is: `toDepartmentId`.
  let toParameter: String
  /// The rule that asks for another one: `otherDepartment`.
  let otherRule: String
  /// The method that takes a mapping back: `department.unmap`.
  let unmap: String
  /// What it is: 科室.
  let chinese: String
  /// What it is: department.
  let english: String
}

extension DirectoryEntry {
  /// The entry as the caller has seen it, locked until the transaction ends.
  static func lock(
    _ id: UUID, expecting version: Int, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Self {
    let found = try await transaction.rows(
      shape(today: transaction.call.today).select(
        from: """
          \(table.name) where \(table.tenant) = \(transaction.call.tenant) and \(table.key) = \(id) for update
          """))
    guard let entry = found.first else { throw Failure(.notFound) }
    guard entry.version == version else { throw Failure.versionConflict }
    return entry
  }

  /// The entry as it is now.
  static func read(_ id: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) -> Self {
    try await transaction.row(
      shape(today: transaction.call.today).select(
        from: "\(table.name) where \(table.tenant) = \(transaction.call.tenant) and \(table.key) = \(id)"))
  }

  /// Changes some columns, and the version with them.
  func change(_ assignments: SQL, _ transaction: borrowing WriteTransaction) async throws(Failure) -> Self {
    try await transaction.row(
      Self.shape(today: transaction.call.today).returned(
        by: """
          update \(Self.table.name) set \(assignments), version = version + 1
            where \(Self.table.tenant) = \(transaction.call.tenant) and \(Self.table.key) = \(id)
          """))
  }

  /// Only what is in use can be changed.
  func requireActive() throws(Failure) {
    guard status == .active else {
      throw Failure.state(
        Self.words.parameter, "deactivated",
        LocalizedText(
          chinese: "该\(Self.words.chinese)已停用，请先启用",
          english: "the \(Self.words.english) is deactivated; activate it first"))
    }
  }

  /// What was mapped is another entry now.
  func requireUnmapped() throws(Failure) {
    guard mappedToId == nil else {
      throw Failure.state(
        Self.words.parameter, "mapped",
        LocalizedText(
          chinese: "该\(Self.words.chinese)已并入另一\(Self.words.chinese)；如并错，请用 \(Self.words.unmap)",
          english: "the \(Self.words.english) was mapped to another; if that was a mistake, use \(Self.words.unmap)"))
    }
  }

  /// That an import met it was right.
  func confirm(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Self {
    try requireActive()
    return confirmed ? self : try await change("confirmed = true", transaction)
  }

  /// Brings it back into use.
  func activate(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Self {
    try requireUnmapped()
    return status == .active ? self : try await change("status = 'active'", transaction)
  }
}

extension DirectoryEntry {
  /// Refuses to map it to itself, to something that isn't in use and confirmed, and a second time. The other is locked.
  func requireMappable(to other: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    guard id != other else {
      throw Failure.violation(
        Self.words.toParameter, Self.words.otherRule,
        LocalizedText(chinese: "须为另一\(Self.words.chinese)", english: "must be another \(Self.words.english)"))
    }
    try requireUnmapped()
    let target = try await transaction.rows(
      """
      select 1 from \(Self.table.name)
        where \(Self.table.tenant) = \(transaction.call.tenant) and \(Self.table.key) = \(other)
          and status = 'active' and confirmed for update
      """)
    guard !target.isEmpty else { throw Failure.unknown(Self.words.toParameter) }
  }

  /// What it was mapped to, to take that back.
  func requireMapped() throws(Failure) -> UUID {
    guard let mappedToId else {
      throw Failure.state(
        Self.words.parameter, "notMapped",
        LocalizedText(
          chinese: "该\(Self.words.chinese)未并入其他\(Self.words.chinese)",
          english: "the \(Self.words.english) was not mapped"))
    }
    return mappedToId
  }

  /// Takes a mapping back: it stands on the list again, unconfirmed, files that name it mean it, and stays of the other are read again
  /// when their files come.
  /// - Parameters:
  ///   - forgetName: deletes what says that its name means the other.
  ///   - readAgain: has the other's stays read again.
  func unmap(
    forgetName: SQL, readAgain: SQL, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Self {
    try await transaction.rows(forgetName)
    try await transaction.rows(readAgain)
    return try await change("status = 'active', confirmed = false, mapped_to_id = null", transaction)
  }
}
