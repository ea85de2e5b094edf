import FoundationEssentials
public import JSONRPC
import Operations

/// The general hospital's administrator, and what the tests of the directory ask for again and again.
extension TestPerson {
  public static let administrator = TestPerson.of(.general, .hospitalAdministrator)
}

extension TestRegion {
  /// A department of the general hospital as the list has it.
  public func department(_ name: String, status: String = "active") async throws -> JSONValue? {
    let list = try await result("department.list", "{\"status\":\"\(status)\"}", as: .administrator)
    return list["items"]?.elements.first { $0["name"]?.string == name }
  }

  /// A member of the general hospital's staff as the list has it.
  public func member(_ name: String, in department: String, status: String = "active") async throws -> JSONValue? {
    let id = try await self.department(department)?["id"]?.string ?? ""
    let list = try await result("staff.list", "{\"status\":\"\(status)\"}", as: .administrator)
    return list["items"]?.elements.first { $0["name"]?.string == name && $0["departmentId"]?.string == id }
  }

  /// Puts somebody on the list; `more` is further members of the entry, each behind a comma.
  @discardableResult
  public func makeStaff(_ name: String, in department: String, _ more: String = "") async throws -> JSONValue {
    let id = try await self.department(department)?["id"]?.string ?? ""
    return try await result(
      "staff.create", "{\"staff\":{\"name\":\"\(name)\",\"departmentId\":\"\(id)\"\(more)}}", as: .administrator)
  }
}

extension JSONValue {
  /// The identifier and version that an update names.
  public var id: String { self["id"]?.string ?? "" }
  public var version: Int { self["version"]?.integer ?? 0 }
}
