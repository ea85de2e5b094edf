import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// An assignment with what its role permits: what the explanation, the matrix and the history have in common.
struct AssignedRole {
  let account: UUID
  let role: HeldRole
  let department: UUID?
  let departmentName: String?
  let validFrom: Date
  let validUntil: Date?
  let isLent: Bool

  /// Whether it is in force at a moment.
  func isValid(at moment: Date) -> Bool {
    validFrom <= moment && (validUntil.map { $0 > moment } ?? true)
  }

  /// Assignments of accounts; which of them, the condition on `g` says. An own role is taken in the version that was in force at a
  /// moment.
  static func statement(tenant: UUID, asOf moment: SQL, where condition: SQL) -> SQL {
    """
    select g.account_id, g.role, g.department_id, d.name, g.valid_from, g.valid_until, g.substitution_id is not null,
        (select array_agg(p.permission || ':' || p.scope) from identity.role_permission p
          where p.tenant_id = g.tenant_id and p.role = g.own_role and p.version = (
            select max(v.version) from identity.role_permission v
              where v.tenant_id = g.tenant_id and v.role = g.own_role and v.created_at <= \(moment)))
      from identity.assignment g
      left join directory.department d on d.tenant_id = g.tenant_id and d.department_id = g.department_id
      where g.tenant_id = \(tenant) and \(condition)
      order by g.account_id, g.valid_from, g.assignment_id
    """
  }

  init?(_ row: Row) throws {
    var reader = RowReader(row)
    account = try reader.next()
    let key = try reader.next(String.self)
    department = try reader.next(UUID?.self)
    departmentName = try reader.next(String?.self)
    validFrom = try reader.next()
    validUntil = try reader.next(Date?.self)
    isLent = try reader.next()
    let permissions = try reader.next([String]?.self)
    guard let role = HeldRole(key: key, permissions: permissions) else { return nil }
    self.role = role
  }

  /// The rows of ``statement(tenant:asOf:where:)``.
  static func all(_ rows: Rows) throws(Failure) -> [AssignedRole] {
    do { return try rows.compactMap { try AssignedRole($0) } } catch { throw Failure(.internalError) }
  }
}
