public import FoundationEssentials
public import JSONRPC
public import Operations
import SQL
import Vault

/// What a department does.
public enum DepartmentKind: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case clinical, functional
}

/// A department of a hospital.
public struct Department: Codable, Sendable, Described {
  public let id: UUID
  public let name: String
  let kind: DepartmentKind
  let isFollowUpCentre: Bool
  let confirmed: Bool

  public static let descriptions = [
    "id": "The department's identifier",
    "name": "Its name, unique in the hospital",
    "kind": "clinical or functional",
    "isFollowUpCentre": "Whether it is the hospital's follow-up centre 回访中心, on whose worklist centre rounds stand",
    "confirmed": "False for a department that an import met and no administrator has confirmed",
  ]

  static let sample = Department(
    id: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3)), name: "心血管内科", kind: .clinical,
    isFollowUpCentre: false, confirmed: true)
}

/// Creates a department.
public struct CreateDepartment: Command {
  public static let name: StaticString = "department.create"
  public static let summary: StaticString = "Creates a department, or confirms the one of that name that an import met"
  public static let access = Access.requires(.departmentManage)
  public static let audit = AuditRule.impersonal("administration")

  public typealias Output = Department

  let name: Name
  let kind: DepartmentKind
  let isFollowUpCentre: Bool?

  public static let descriptions = [
    "name": "The department's name as the front pages have it",
    "kind": "clinical or functional",
    "isFollowUpCentre": "True for the one department that is the follow-up centre",
  ]
  public static let example = Example(
    CreateDepartment(name: "心血管内科", kind: .clinical, isFollowUpCentre: nil), answers: Department.sample)

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      insert into directory.department (tenant_id, department_id, name, kind, is_follow_up_centre)
      values (\(call.tenant), \(UUID.version7()), \(name.text), \(kind.rawValue), \(isFollowUpCentre ?? false))
      on conflict (tenant_id, name) do update set confirmed = true where not department.confirmed
      returning department_id, kind, is_follow_up_centre
      """)
    guard let row = rows.first else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "name", rule: "unique",
            message: LocalizedText(chinese: "该科室已存在", english: "a department of this name exists already"))
        ])
    }
    do {
      let (id, kind, isCentre) = try row.decode((UUID, String, Bool).self)
      return Audited(
        Department(
          id: id, name: name.text, kind: DepartmentKind(rawValue: kind) ?? .clinical, isFollowUpCentre: isCentre,
          confirmed: true), count: 1)
    } catch {
      throw Failure(.internalError)
    }
  }
}

/// The departments of the caller's hospital.
public struct ListDepartments: PipelinedQuery {
  public static let name: StaticString = "department.list"
  public static let summary: StaticString = "The departments of the caller's hospital, unconfirmed ones included"
  public static let access = Access.requires(.departmentRead)
  public static let audit = AuditRule.impersonal("administration")
  public static let descriptions = ["unconfirmedOnly": "True for those that an import met and nobody has confirmed"]

  let unconfirmedOnly: Bool?

  /// All departments: a hospital has some dozens.
  public struct Output: Codable, Sendable, Described {
    let items: [Department]
    public static let descriptions = ["items": "The departments by name"]
  }

  public static let example = Example(
    ListDepartments(unconfirmedOnly: nil), answers: Output(items: [Department.sample]))

  public func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      """
      select null::uuid as subject, department_id, name, kind, is_follow_up_centre, confirmed from directory.department
        where tenant_id = \(call.tenant) and status = 'active' and (not \(unconfirmedOnly ?? false) or not confirmed)
        order by name limit 2000
      """, lane: .list
    ) { rows, _ in
      Output(
        items: try rows.map { row in
          var reader = RowReader(row)
          _ = try reader.next(UUID?.self)
          return Department(
            id: try reader.next(), name: try reader.next(), kind: DepartmentKind(rawValue: try reader.next()) ?? .clinical,
            isFollowUpCentre: try reader.next(), confirmed: try reader.next())
        })
    }
  }
}

/// The staff of the caller's hospital.
public struct ListStaff: PipelinedQuery {
  public static let name: StaticString = "staff.list"
  public static let summary: StaticString = "The staff of a department of the caller's hospital"
  public static let access = Access.requires(.staffRead)
  public static let audit = AuditRule.impersonal("administration")
  public static let descriptions = ["departmentId": "The department"]

  let departmentId: UUID

  /// A member of staff.
  public struct Member: Codable, Sendable, Described {
    let id: UUID
    let name: String
    let title: String?
    let confirmed: Bool
    public static let descriptions = [
      "id": "The member's identifier", "name": "The name", "title": "The title, such as 主治医师",
      "confirmed": "False for somebody whom an import met and nobody has confirmed",
    ]
  }

  /// A department's staff.
  public struct Output: Codable, Sendable, Described {
    let items: [Member]
    public static let descriptions = ["items": "The members by name"]
  }

  public static let example = Example(
    ListStaff(departmentId: Department.sample.id),
    answers: Output(items: [Member(id: Department.sample.id, name: "李敏", title: "主管护师", confirmed: true)]))

  public func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      """
      select null::uuid as subject, staff_id, name, title, confirmed from directory.staff
        where tenant_id = \(call.tenant) and department_id = \(departmentId) and status = 'active' order by name limit 2000
      """, lane: .list
    ) { rows, _ in
      Output(
        items: try rows.map { row in
          var reader = RowReader(row)
          _ = try reader.next(UUID?.self)
          return Member(
            id: try reader.next(), name: try reader.next(), title: try reader.next(String?.self), confirmed: try reader.next())
        })
    }
  }
}
