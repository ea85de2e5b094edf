import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The roles of the caller's organization: the built-in ones of its kind, and its own.
struct ListRoles: PipelinedQuery {
  static let name: StaticString = "role.list"
  static let summary: StaticString = "The built-in roles and the hospital's own, with what they permit"
  static let access = Access.requires(.accountRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["includeDeactivated": "True for own roles that were deactivated as well"]

  var includeDeactivated: Bool?

  /// All roles: a hospital has at most a hundred of its own.
  struct Output: Codable, Sendable, Described {
    let items: [RoleDetail]
    static let descriptions = ["items": "The roles, built-in ones first"]
  }

  static let example = Example(
    ListRoles(includeDeactivated: nil), answers: Output(items: [RoleDetail(.wardNurse), RoleDetail.sample]))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    let builtIn = Role.allCases.filter { $0.organizationKind == call.actor.organizationKind }.map { RoleDetail($0) }
    return ReadPlan(
      Self.own.select(
        from: """
          identity.role r
          where r.tenant_id = \(call.tenant) and (r.status = 'active' or \(includeDeactivated ?? false))
          order by r.role limit \(CreateRole.maximumRoles)
          """), lane: .list
    ) { own in Output(items: builtIn + own.items) }
  }

  /// `r` is a role of the hospital's own.
  private static let own = RowShape { row in
    RoleDetail(
      own: try row["r.role"],
      name: try row["r.name"],
      englishName: try row["r.english_name"],
      version: try row["r.version"],
      isActive: try row["r.status = 'active'"],
      permissions: RolePermission.list(
        try row[
          """
          (select array_agg(p.permission || ':' || p.scope) from identity.role_permission p
            where p.tenant_id = r.tenant_id and p.role = r.role and p.version = r.version)
          """, as: [String].self]))
  }
}
