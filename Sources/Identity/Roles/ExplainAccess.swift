import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Says why a person may or may not do a thing: the rules in the order in which they are asked, each with its outcome. About oneself
/// everybody may ask; about others whoever reviews access.
struct ExplainAccess: Query {
  static let name: StaticString = "access.explain"
  static let summary: StaticString = "Why a person may or may not do a thing, on a record or at all, rule by rule"
  static let access = Access.signedIn
  static let audit = AuditRule.personal("administration")

  var accountId: UUID?
  var permission: Permission?
  var method: String?
  var record: RecordReference?

  /// A record that the question is about.
  struct RecordReference: Codable, Sendable, Described {
    let kind: String
    let id: UUID
    static let descriptions = ["kind": "discharge, patient or task", "id": "The record"]
  }

  static let descriptions = [
    "accountId": "Who; the caller when left out",
    "permission": "What, as a permission; or give method",
    "method": "What, as a method of this API",
    "record": "On which record; in general when left out",
  ]

  /// The verdict.
  struct Output: Codable, Sendable, Described {
    let isAllowed: Bool
    let permission: Permission?
    let rules: [AccessRule]

    static let descriptions = [
      "isAllowed": "Whether the person may do it now",
      "permission": "The permission that it takes; absent when it takes none",
      "rules": "The rules in the order in which they are asked",
    ]
  }

  static let example = Example(
    ExplainAccess(accountId: nil, permission: nil, method: "session.current", record: nil),
    answers: Output(isAllowed: true, permission: nil, rules: [AccessRule.accountActive(true)]))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let account = accountId ?? call.actor.account
    // Others' accounts are there for reviewers alone; for everybody else they are as good as none.
    guard account == call.actor.account || call.actor.scope(of: .accessReview) != nil else { throw Failure(.notFound) }
    let (access, asked, kind) = try question(call)
    var rules = try await standing(of: account, transaction)
    if let asked { rules += [.methodRequires(asked), .auditGate(asked, onRecord: record != nil)] }
    guard case .requires(let permission) = access else {
      return Audited(Output(isAllowed: rules.allSatisfy(\.isMet), permission: nil, rules: rules), count: 1)
    }
    let held = try await assignments(of: account, transaction)
    let granting = held.filter { $0.role.grants[permission] != nil }
    let inForce = granting.filter { $0.isValid(at: call.now) }
    rules += inForce.isEmpty ? [.noRoleGrants(permission, granting)] : inForce.map { .roleGrants(permission, $0) }
    if let kind, let record, !inForce.isEmpty {
      let reviewed: Permission = account == call.actor.account ? permission : .accessReview
      let departments = try await transaction.departments(of: kind, record.id, reachedBy: reviewed)
      rules.append(.recordInScope(departments, permission, inForce))
    }
    return Audited(Output(isAllowed: rules.allSatisfy(\.isMet), permission: permission, rules: rules), count: 1)
  }

  /// What is asked, checked.
  private func question(_ call: CallContext) throws(Failure) -> (Access, RegisteredMethod?, RecordKind?) {
    let access: Access
    var asked: RegisteredMethod?
    switch (permission, method) {
    case (let permission?, nil): access = .requires(permission)
    case (nil, let method?):
      guard let found = call.method(named: method) else {
        throw Failure.violation(
          "method", "known", LocalizedText(chinese: "没有这个方法", english: "there is no such method; see rpc.discover"))
      }
      access = found.access
      asked = found
    default:
      throw Failure.violation(
        "permission", "permissionOrMethod",
        LocalizedText(chinese: "permission 与 method 须二选一", english: "give either permission or method"))
    }
    guard let record else { return (access, asked, nil) }
    guard let kind = call.recordKind(named: record.kind) else {
      throw Failure.violation(
        "record.kind", "known",
        LocalizedText(chinese: "不支持这类记录", english: "is no kind of record that can be asked about"))
    }
    return (access, asked, kind)
  }

  /// Whether account and organization are there and active.
  private func standing(
    of account: UUID, _ transaction: borrowing ReadTransaction
  ) async throws(Failure) -> [AccessRule] {
    let rows = try await transaction.rows(
      """
      select o.status = 'active', a.status = 'active' from identity.account a
        join directory.organization o on o.tenant_id = a.tenant_id
        where a.tenant_id = \(transaction.call.tenant) and a.account_id = \(account) and a.kind = 'person'
      """)
    guard let (organization, active) = try? rows.firstRow((Bool, Bool).self) else { throw Failure(.notFound) }
    return [.organizationActive(organization), .accountActive(active)]
  }

  private func assignments(
    of account: UUID, _ transaction: borrowing ReadTransaction
  ) async throws(Failure) -> [AssignedRole] {
    try await AssignedRole.all(asOf: "now()", where: "g.account_id = \(account)", transaction)
  }
}
