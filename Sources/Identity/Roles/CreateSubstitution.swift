import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Lends an absent person's roles to a substitute for a period. It is the head of the department or the head nurse who knows who covers
/// the ward tonight, and neither can give more away than the own department; the hospital's security officer does it for roles that
/// belong to no department. Administrators' roles are never lent.
struct CreateSubstitution: Command {
  static let name: StaticString = "substitution.create"
  static let summary: StaticString = "Lends an absent person's roles to a substitute for a period"
  static let access = Access.requires(.substitutionManage)
  static let audit = AuditRule.impersonal("administration")

  let absentAccountId: UUID
  let substituteAccountId: UUID
  var validFrom: Date?
  let validUntil: Date

  static let descriptions = [
    "absentAccountId": "Who is absent",
    "substituteAccountId": "Who stands in; for a head: somebody of the same department",
    "validFrom": "When it begins; now when left out",
    "validUntil": "When it ends by itself, at most 92 days after it begins",
  ]

  typealias Output = Substitution

  static let example = Example(
    CreateSubstitution(
      absentAccountId: .sample(3), substituteAccountId: .sample(2), validFrom: nil,
      validUntil: Date(timeIntervalSince1970: 1_793_318_400 + 7 * 86_400)), answers: Substitution.sample)

  static let maximumDays = 92.0

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Substitution> {
    let call = transaction.call
    let from = validFrom.map { max($0, call.now) } ?? call.now
    try check(from: from, now: call.now)
    let names = try await people(transaction)
    let lent = try await LendableRole.all(of: absentAccountId, from: from, until: validUntil, transaction)
      .filter { $0.isLendable(by: call) }
    guard !lent.isEmpty else {
      throw Failure.rule(
        "absentAccountId", "nothingToLend",
        LocalizedText(
          chinese: "该人员在此期间没有可由您安排替代的角色", english: "the person holds no role in that period that you may lend"))
    }
    let id = UUID.version7()
    try await transaction.rows(
      """
      insert into identity.substitution (
        tenant_id, substitution_id, absent_account_id, substitute_account_id, created_by, valid_from, valid_until)
      values (\(call.tenant), \(id), \(absentAccountId), \(substituteAccountId), \(call.actor.account), \(from), \(validUntil))
      """)
    try await transaction.rows(assignments(of: id, lent, from, call))
    try await transaction.rows(
      """
      update identity.account set grants_version = grants_version + 1
        where tenant_id = \(call.tenant) and account_id = \(substituteAccountId)
      """)
    let substitution = Substitution(
      substitutionId: id, absentAccountId: absentAccountId, absentName: names.absent,
      substituteAccountId: substituteAccountId, substituteName: names.substitute, validFrom: from,
      validUntil: validUntil, roles: Set(lent.map(\.role.key)).sorted())
    return Audited(substitution, count: 1 + lent.count)
  }

  /// Each of the periods in which the absent person holds one of the roles, cut to that of the substitution.
  private func assignments(of id: UUID, _ lent: [LendableRole], _ from: Date, _ call: CallContext) -> SQL {
    """
    insert into identity.assignment (
      tenant_id, assignment_id, account_id, role, department_id, valid_from, valid_until, substitution_id)
    select g.tenant_id, gen_random_uuid(), \(substituteAccountId), g.role, g.department_id,
        greatest(g.valid_from, \(from)), least(g.valid_until, \(validUntil)), \(id)
      from identity.assignment g
      join unnest(\(lent.map(\.role.key)), \(lent.map { $0.department?.uuidString ?? "" })) as lent (role, department)
        on lent.role = g.role and nullif(lent.department, '')::uuid is not distinct from g.department_id
      where g.tenant_id = \(call.tenant) and g.account_id = \(absentAccountId) and g.substitution_id is null
        and tstzrange(g.valid_from, g.valid_until) && tstzrange(\(from), \(validUntil))
    """
  }

  /// Both must be people in the caller's reach: the whole hospital's, or those who hold something in the department. Their rows are
  /// locked, as for every grant, and not one after the other: two who stand in for one another are entered at the same moment.
  private func people(
    _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> (absent: String, substitute: String) {
    try await transaction.lock([absentAccountId, substituteAccountId])
    func name(_ account: UUID) async throws(Failure) -> String {
      let rows = try await transaction.rows(
        """
        select a.display_name from identity.account a
          where a.tenant_id = \(transaction.call.tenant) and a.account_id = \(account) and a.kind = 'person'
            and a.status = 'active' and (app.whole_organization() or exists (
              select from identity.assignment g
                where g.tenant_id = a.tenant_id and g.account_id = a.account_id
                  and g.department_id = any (app.departments()) and (g.valid_until is null or g.valid_until > now())))
        """)
      guard let name = try? rows.firstRow(String.self) else { throw Failure(.notFound) }
      return name
    }
    return (try await name(absentAccountId), try await name(substituteAccountId))
  }

  private func check(from: Date, now: Date) throws(Failure) {
    guard absentAccountId != substituteAccountId else {
      throw Failure.violation(
        "substituteAccountId", "another",
        LocalizedText(chinese: "替代人不能是本人", english: "must be somebody else than the absent person"))
    }
    try AssignmentPeriod(from: validFrom, until: validUntil).check(now: now)
    guard validUntil <= from.addingTimeInterval(Self.maximumDays * 86_400) else {
      throw Failure.rule(
        "validUntil", "range",
        LocalizedText(
          chinese: "替代期最长 92 天；更长请授予角色", english: "at most 92 days after it begins; grant a role for longer"))
    }
  }
}
