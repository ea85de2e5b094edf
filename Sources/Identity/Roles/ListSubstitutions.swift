import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Who stands in for whom: in the caller's departments, or in the whole hospital.
struct ListSubstitutions: PipelinedQuery {
  static let name: StaticString = "substitution.list"
  static let summary: StaticString = "Who stands in for whom, now and in days to come"
  static let access = Access.requires(.substitutionManage)
  static let audit = AuditRule.impersonal("administration")

  var includeEnded: Bool?
  var page: PageRequest?

  static let descriptions = [
    "includeEnded": "True for those that have ended as well", "page": "Which part of the list",
  ]

  typealias Output = PageOf<Substitution>

  static let example = Example(
    ListSubstitutions(includeEnded: nil, page: nil), answers: PageOf(items: [Substitution.sample], nextCursor: nil))

  /// What a head may see and end: what lends a role of the own department, and of no other.
  static let reached: SQL = """
    (app.whole_organization() or not exists (
      select from access.assignment g
        where g.tenant_id = s.tenant_id and g.substitution_id = s.substitution_id
          and (g.department_id = any (app.departments())) is not true))
    """

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Substitution>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(includeEnded ?? false)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)?.first.flatMap(UUID.init(uuidString:))
    let after: SQL = position.map { "and s.substitution_id > \($0)" } ?? ""
    let running: SQL = includeEnded ?? false ? "" : "and s.valid_until > now()"
    return ReadPlan(
      """
      select null::uuid as subject, s.substitution_id, s.absent_account_id, absent.display_name as absent_name,
          s.substitute_account_id, substitute.display_name as substitute_name, s.valid_from, s.valid_until,
          (select coalesce(array_agg(distinct g.role order by g.role), '{}') from access.assignment g
            where g.tenant_id = s.tenant_id and g.substitution_id = s.substitution_id) as roles
        from access.substitution s
        join access.account absent on absent.tenant_id = s.tenant_id and absent.account_id = s.absent_account_id
        join access.account substitute on substitute.tenant_id = s.tenant_id and substitute.account_id = s.substitute_account_id
        where s.tenant_id = \(call.tenant) and \(Self.reached) \(running) \(after)
        order by s.substitution_id limit \(limit + 1)
      """, lane: .list
    ) { rows, _ in
      let items = try rows.map { row in
        var reader = RowReader(row)
        _ = try reader.next(UUID?.self)
        return Substitution(
          substitutionId: try reader.next(), absentAccountId: try reader.next(), absentName: try reader.next(),
          substituteAccountId: try reader.next(), substituteName: try reader.next(), validFrom: try reader.next(),
          validUntil: try reader.next(), roles: try reader.next())
      }
      let shown = Array(items.prefix(limit))
      let cursor =
        items.count > limit ? shown.last.map { call.cursor(after: [$0.substitutionId.uuidString], of: filter) } : nil
      return PageOf(items: shown, nextCursor: cursor)
    }
  }
}
