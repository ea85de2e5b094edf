import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Where else somebody works, and when.
struct Placement: Codable, Sendable, Hashable, Described {
  let departmentId: UUID
  let validFrom: CalendarDay
  var validUntil: CalendarDay?

  static let descriptions = [
    "departmentId": "The department",
    "validFrom": "The first day",
    "validUntil": "The last day; open when left out",
  ]
}

extension Placement {
  /// `w` says where else somebody works.
  static let shape = RowShape(Self.init)

  init(_ row: inout RowColumns) throws {
    departmentId = try row["w.department_id"]
    validFrom = try row["w.valid_from"]
    validUntil = try row["w.valid_until"]
  }
}
