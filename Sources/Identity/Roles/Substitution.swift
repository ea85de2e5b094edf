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

extension Substitution {
  /// `s` is the substitution, `absent` and `substitute` the two accounts.
  static let shape = RowShape { row in
    Self(
      substitutionId: try row["s.substitution_id"],
      absentAccountId: try row["s.absent_account_id"],
      absentName: try row["absent.display_name"],
      substituteAccountId: try row["s.substitute_account_id"],
      substituteName: try row["substitute.display_name"],
      validFrom: try row["s.valid_from"],
      validUntil: try row["s.valid_until"],
      roles: try row[
        """
        (select coalesce(array_agg(distinct g.role order by g.role), '{}') from identity.assignment g
          where g.tenant_id = s.tenant_id and g.substitution_id = s.substitution_id)
        """])
  }
}

/// A role of the absent person's, as it would be lent.
struct LendableRole {
  let role: HeldRole
  let department: UUID?

  /// `g` is the assignment; nil for a role that this release doesn't know.
  private static let shape = RowShape { row -> LendableRole? in
    let department = try row["g.department_id", as: UUID?.self]
    return try HeldRole(&row).map { LendableRole(role: $0, department: department) }
  }

  /// The absent person's own roles in the period: no administrator's, and none that is lent to him himself.
  static func all(
    of account: UUID, from: Date, until: Date, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> [LendableRole] {
    try await transaction.rows(
      shape.select(
        from: """
          (select distinct role, own_role, department_id, tenant_id from identity.assignment g
            where g.tenant_id = \(transaction.call.tenant) and g.account_id = \(account) and g.substitution_id is null
              and not identity.is_administrative(g.role)
              and tstzrange(g.valid_from, g.valid_until) && tstzrange(\(from), \(until))) as g
          """)
    ).compactMap(\.self)
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
