import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A campus 院区 of a hospital.
struct Campus: Codable, Sendable, Described {
  let id: UUID
  let name: String
  var address: String?
  var status = DirectoryStatus.active
  var version = 1

  static let descriptions = [
    "id": "The campus", "name": "Its name, unique in the hospital", "address": "Its postal address",
    "status": "active or deactivated", "version": "Goes up with every change; updates name it as expectedVersion",
  ]

  static let sample = Campus(id: Department.sample.id, name: "东院区", address: "泗河市东城区健康路 1 号")

  /// The columns that ``init(_:)`` reads; `c` is the table's name.
  static let columns: SQL = "c.campus_id, c.name, c.address, c.status, c.version"
}

extension Campus {
  init(_ reader: inout RowReader) throws {
    id = try reader.next()
    name = try reader.next()
    address = try reader.next(String?.self)
    status = DirectoryStatus(rawValue: try reader.next()) ?? .deactivated
    version = try reader.next()
  }

  /// Refuses the name of another campus.
  static func requireFree(_ name: Name, for id: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let taken = try await transaction.rows(
      """
      select 1 from directory.campus
        where tenant_id = \(transaction.call.tenant) and name = \(name.text) and campus_id <> \(id)
      """)
    guard taken.isEmpty else {
      throw Failure.taken("name", LocalizedText(chinese: "该院区已存在", english: "a campus of this name exists already"))
    }
  }
}
