import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Ends a substitution early: the absent person is back.
struct EndSubstitution: Command {
  static let name: StaticString = "substitution.end"
  static let summary: StaticString = "Ends a substitution at once, and the roles that it lent"
  static let access = Access.requires(.substitutionManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let substitutionId: UUID

  static let descriptions = ["substitutionId": "The substitution"]
  static let example = Example(EndSubstitution(substitutionId: .sample(3)), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let found = try await transaction.rows(
      """
      select s.substitute_account_id from identity.substitution s
        where s.tenant_id = \(call.tenant) and s.substitution_id = \(substitutionId) and \(ListSubstitutions.reached)
      """)
    guard let substitute = try? found.firstRow(UUID.self) else { throw Failure(.notFound) }
    // The account's lock comes first, as for every grant.
    try await transaction.rows(
      """
      update identity.account set grants_version = grants_version + 1
        where tenant_id = \(call.tenant) and account_id = \(substitute)
      """)
    let ended = try await transaction.rows(
      """
      update identity.substitution set valid_until = greatest(valid_from, now())
        where tenant_id = \(call.tenant) and substitution_id = \(substitutionId) and valid_until > now()
      """)
    try await transaction.rows(
      "select app.guard(\(ended.affected == 1), 'INVALID_STATE', 'substitutionId:substitutionEnded')")
    try await transaction.rows(
      """
      update identity.assignment set valid_until = greatest(valid_from, now())
        where tenant_id = \(call.tenant) and substitution_id = \(substitutionId) and valid_until > now()
      """)
    return Audited(Done(), count: 1)
  }
}
