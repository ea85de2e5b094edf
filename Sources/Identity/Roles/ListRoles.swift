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
      """
      select null::uuid as subject, r.role, r.name, r.english_name, r.version, r.status = 'active' as is_active,
          (select array_agg(p.permission || ':' || p.scope) from access.role_permission p
            where p.tenant_id = r.tenant_id and p.role = r.role and p.version = r.version) as permissions
        from access.role r
        where r.tenant_id = \(call.tenant) and (r.status = 'active' or \(includeDeactivated ?? false))
        order by r.role limit \(CreateRole.maximumRoles)
      """, lane: .list
    ) { rows, _ in
      let own = try rows.map { row in
        var reader = RowReader(row)
        _ = try reader.next(UUID?.self)
        return RoleDetail(
          own: try reader.next(), name: try reader.next(), englishName: try reader.next(String?.self),
          version: try reader.next(), isActive: try reader.next(),
          permissions: RolePermission.list(try reader.next([String].self)))
      }
      return Output(items: builtIn + own)
    }
  }
}
