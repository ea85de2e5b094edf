import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What a row of a bulk file says of somebody; an empty cell says nothing. What is wrong with a cell is noted in the table.
struct StaffRow {
  /// Further departments with their periods, as far as the cell tells them.
  struct FurtherDepartment {
    let department: UUID
    var validFrom: CalendarDay?
    var validUntil: CalendarDay?
  }

  let rowNumber: Int
  let number: String?
  let place: StaffPlace
  let title: String?
  let education: Education?
  let licence: Licence?
  let practisingSince: CalendarDay?
  let dialects: [Dialect]?
  let furtherDepartments: [FurtherDepartment]?
  let isConfirmed: Bool?

  /// Nil when it doesn't say who and where.
  init?(_ row: BulkTable.Row, _ table: inout BulkTable, _ known: KnownStaff, today: CalendarDay) {
    rowNumber = row.number
    number = table.checked(row, "number", as: StaffNumber.self)
    title = table.checked(row, "title", as: StaffTitle.self)
    education = table.listed(row.text("education"), row, "education", as: Education.self)
    licence = table.listed(row.text("licence"), row, "licence", as: Licence.self)
    practisingSince = table.pastDay(row, "practisingSince", today: today)
    dialects = Self.dialects(row, &table)
    furtherDepartments = Self.furtherDepartments(row, &table, known)
    isConfirmed = table.confirmation(row)
    guard let name = table.checked(row, "name", as: Name.self), let departmentName = row.text("department") else {
      return nil
    }
    guard let department = known.departments[departmentName] else {
      Self.addUnknownDepartment(row, "department", &table)
      return nil
    }
    place = StaffPlace(department: department, name: name)
  }

  private static func dialects(_ row: BulkTable.Row, _ table: inout BulkTable) -> [Dialect]? {
    guard let text = row.text("dialects") else { return nil }
    var dialects: [Dialect] = []
    for part in text.split(whereSeparator: { "、,;/ \u{FF0C}\u{FF1B}".contains($0) }) {
      guard let dialect = table.listed(String(part), row, "dialects", as: Dialect.self) else { continue }
      if !dialects.contains(dialect) { dialects.append(dialect) }
    }
    return dialects
  }

  private static func furtherDepartments(_ row: BulkTable.Row, _ table: inout BulkTable, _ known: KnownStaff)
    -> [FurtherDepartment]?
  {
    guard let text = row.text("otherDepartments") else { return nil }
    guard let stated = PlacementText.read(text), stated.count <= 20 else {
      table.add(
        row.number, "otherDepartments", "placements",
        LocalizedText(
          chinese: "须形如 儿科(2020-01-01至2021-12-31);产科(2021-03-01起)，最多 20 项",
          english: "must look like 儿科(2020-01-01至2021-12-31);产科(2021-03-01起), 20 at most"))
      return nil
    }
    return stated.compactMap { stated in
      guard let department = known.everyDepartment[stated.department] else {
        addUnknownDepartment(row, "otherDepartments", &table)
        return nil
      }
      return FurtherDepartment(department: department, validFrom: stated.validFrom, validUntil: stated.validUntil)
    }
  }

  private static func addUnknownDepartment(_ row: BulkTable.Row, _ column: String, _ table: inout BulkTable) {
    table.add(
      row.number, column, "exists",
      LocalizedText(chinese: "本院没有该科室，或其已停用", english: "the hospital has no such department in use"))
  }
}
