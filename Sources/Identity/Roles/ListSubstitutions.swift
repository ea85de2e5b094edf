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
      select from identity.assignment g
        where g.tenant_id = s.tenant_id and g.substitution_id = s.substitution_id
          and (g.department_id = any (app.departments())) is not true))
    """

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Substitution>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(includeEnded ?? false)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)?.first.flatMap(UUID.init(uuidString:))
    let after: SQL = position.map { "and s.substitution_id > \($0)" } ?? ""
    let running: SQL = includeEnded ?? false ? "" : "and s.valid_until > now()"
    return .page(
      Substitution.shape.select(
        from: """
          identity.substitution s
          join identity.account absent on absent.tenant_id = s.tenant_id and absent.account_id = s.absent_account_id
          join identity.account substitute
            on substitute.tenant_id = s.tenant_id and substitute.account_id = s.substitute_account_id
          where s.tenant_id = \(call.tenant) and \(Self.reached) \(running) \(after)
          order by s.substitution_id limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.substitutionId.uuidString], of: filter)
    }
  }
}
