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

}

extension Campus {
  /// `c` is the campus.
  static let shape = RowShape(Self.init)

  private init(_ row: inout RowColumns) throws {
    id = try row["c.campus_id"]
    name = try row["c.name"]
    address = try row["c.address"]
    status = try row["c.status"]
    version = try row["c.version"]
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
