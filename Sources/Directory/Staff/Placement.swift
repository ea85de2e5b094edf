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
