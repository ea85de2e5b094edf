import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Who stands in for whom, from when until when.
struct Substitution: Codable, Sendable, Described {
  let substitutionId: UUID
  let absentAccountId: UUID
  let absentName: String
  let substituteAccountId: UUID
  let substituteName: String
  let validFrom: Date
  let validUntil: Date
  let roles: [String]

  static let descriptions = [
    "substitutionId": "The substitution, for substitution.end",
    "absentAccountId": "Who is absent", "absentName": "The absent person's name",
    "substituteAccountId": "Who stands in", "substituteName": "The substitute's name",
    "validFrom": "When it begins", "validUntil": "When it ends or ended",
    "roles": "The roles that it lends",
  ]

  static let sample = Substitution(
    substitutionId: .sample(3), absentAccountId: .sample(3), absentName: "李敏",
    substituteAccountId: .sample(3), substituteName: "王芳",
    validFrom: Date(timeIntervalSince1970: 1_793_318_400),
    validUntil: Date(timeIntervalSince1970: 1_793_318_400 + 7 * 86_400), roles: ["wardNurse"])
}

/// A role of the absent person's, as it would be lent.
struct LendableRole {
  let role: HeldRole
  let department: UUID?

  /// The absent person's own roles in the period: no administrator's, and none that is lent to him himself.
  static func all(
    of account: UUID, from: Date, until: Date, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> [LendableRole] {
    let rows = try await transaction.rows(
      """
      select distinct g.role, g.department_id,
          (select array_agg(p.permission || ':' || p.scope)
            from identity.role r
            join identity.role_permission p on p.tenant_id = r.tenant_id and p.role = r.role and p.version = r.version
            where r.tenant_id = g.tenant_id and r.role = g.own_role)
        from identity.assignment g
        where g.tenant_id = \(transaction.call.tenant) and g.account_id = \(account) and g.substitution_id is null
          and not identity.is_administrative(g.role)
          and tstzrange(g.valid_from, g.valid_until) && tstzrange(\(from), \(until))
      """)
    do {
      return try rows.compactMap { row in
        guard
          let role = HeldRole(
            key: try row.column(0, as: String.self), permissions: try row.column(2, as: [String]?.self))
        else { return nil }
        return LendableRole(role: role, department: try row.column(1, as: UUID?.self))
      }
    } catch {
      throw Failure(.internalError)
    }
  }

  /// Whether the caller may lend it. The security officer may, who grants roles anyway; a head only what belongs to the own department,
  /// and nothing that permits more than a head has.
  func isLendable(by call: CallContext) -> Bool {
    if call.actor.scope(of: .assignmentManage) != nil { return true }
    guard case .departments(let departments) = call.reach, let department, departments.contains(department) else {
      return false
    }
    return role.grants.allSatisfy { permission, scope in
      switch call.actor.reach(of: permission) {
      case .organization: true
      case .departments(let held): scope <= .department && held.contains(department)
      case nil: false
      }
    }
  }
}
