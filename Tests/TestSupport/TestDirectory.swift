import FoundationEssentials
public import JSONRPC
import Operations

/// The general hospital's administrator, and what the tests of the directory ask for again and again.
extension TestPerson {
  /// Who keeps the general hospital's directory.
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

/// Bulk files.
extension TestRegion {
  /// Loads a file.
  @discardableResult
  public func bulk(_ method: String, _ csv: String, as person: TestPerson = .administrator) async throws -> JSONValue {
    try await result(method, try Self.parameters(csv), as: person)
  }

  /// What is wrong with a file.
  public func bulkFailure(_ method: String, _ csv: String, as person: TestPerson = .administrator) async throws
    -> RPCError?
  {
    try await failure(method, try Self.parameters(csv), as: person)
  }

  private static func parameters(_ csv: String) throws -> String {
    String(decoding: try JSONEncoder().encode(["csv": csv]), as: UTF8.self)
  }
}

extension JSONValue {
  /// The identifier that an update names.
  public var id: String { self["id"]?.string ?? "" }
  /// What an update names as the version that it changes.
  public var version: Int { self["version"]?.integer ?? 0 }
}
