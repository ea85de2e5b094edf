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
  static func all(
    asOf moment: SQL, where condition: SQL, _ transaction: borrowing ReadTransaction
  ) async throws(Failure) -> [AssignedRole] {
    try await transaction.rows(
      shape(asOf: moment).select(
        from: """
          identity.assignment g
          left join directory.department d on d.tenant_id = g.tenant_id and d.department_id = g.department_id
          where g.tenant_id = \(transaction.call.tenant) and \(condition)
          order by g.account_id, g.valid_from, g.assignment_id
          """)
    ).compactMap(\.self)
  }

  /// `g` is the assignment, `d` the department; nil for a role that this release doesn't know.
  private static func shape(asOf moment: SQL) -> RowShape<AssignedRole?> {
    RowShape { row in
      let account = try row["g.account_id", as: UUID.self]
      let department = try row["g.department_id", as: UUID?.self]
      let departmentName = try row["d.name", as: String?.self]
      let validFrom = try row["g.valid_from", as: Date.self]
      let validUntil = try row["g.valid_until", as: Date?.self]
      let isLent = try row["g.substitution_id is not null", as: Bool.self]
      return try HeldRole(&row, asOf: moment).map { role in
        AssignedRole(
          account: account, role: role, department: department, departmentName: departmentName, validFrom: validFrom,
          validUntil: validUntil, isLent: isLent)
      }
    }
  }
}

extension HeldRole {
  /// The role of the assignment `g`, an own one in its newest version; nil for a role that this release doesn't know.
  init?(_ row: inout RowColumns) throws {
    self.init(
      key: try row["g.role"],
      permissions: try row[
        """
        (select array_agg(p.permission || ':' || p.scope)
          from identity.role r
          join identity.role_permission p on p.tenant_id = r.tenant_id and p.role = r.role and p.version = r.version
          where r.tenant_id = g.tenant_id and r.role = g.own_role)
        """])
  }

  /// The same, an own role in the version that was in force at a moment.
  init?(_ row: inout RowColumns, asOf moment: SQL) throws {
    self.init(
      key: try row["g.role"],
      permissions: try row[
        """
        (select array_agg(p.permission || ':' || p.scope) from identity.role_permission p
          where p.tenant_id = g.tenant_id and p.role = g.own_role and p.version = (
            select max(v.version) from identity.role_permission v
              where v.tenant_id = g.tenant_id and v.role = g.own_role and v.created_at <= \(moment)))
        """])
  }
}
