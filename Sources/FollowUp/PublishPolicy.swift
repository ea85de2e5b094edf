import FoundationEssentials
public import JSONRPC
public import Operations
import SQL

/// Publishes a draft: from now on it makes tasks, and it never changes again. Discharges that are there already get theirs at once.
public struct PublishPolicy: Command {
  public static let name: StaticString = "policy.publish"
  public static let summary: StaticString = "Publishes a drafted policy and makes the tasks of the discharges that are there already"
  public static let access = Access.requires(.policyManage)
  public static let audit = AuditRule.personal("policy")

  let policyId: UUID
  let version: Int

  public static let descriptions = ["policyId": "The policy", "version": "The drafted version"]

  /// What publishing did.
  public struct Output: Codable, Sendable, Described {
    let tasks: Int
    public static let descriptions = ["tasks": "How many tasks were made of discharges that were there already"]
  }

  public static let example = Example(
    PublishPolicy(policyId: CreatePolicy.example.answer.policyId, version: 1), answers: Output(tasks: 0))

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let drafts = try await transaction.rows(
      """
      select status from followup.policy
        where tenant_id = \(call.tenant) and policy_id = \(policyId) and version = \(version) for update
      """)
    guard let status = try? drafts.first?.column(0, as: String.self) else { throw Failure(.notFound) }
    try await transaction.rows("select app.guard(\(status == "draft"), 'INVALID_STATE', 'version:notDraft')")
    try await transaction.rows(
      """
      update followup.policy set status = 'retired'
        where tenant_id = \(call.tenant) and policy_id = \(policyId) and status = 'published'
      """)
    try await transaction.rows(
      """
      update followup.policy set status = 'published', published_at = now()
        where tenant_id = \(call.tenant) and policy_id = \(policyId) and version = \(version)
      """)
    let discharges: SQL = """
      select d.discharge_id from discharges.discharge d join followup.policy p
        on p.tenant_id = d.tenant_id and p.policy_id = \(policyId) and p.version = \(version)
        where d.tenant_id = \(call.tenant) and d.discharged_on >= p.discharged_from
      """
    try await transaction.rows(TaskMaking.exclusions(tenant: call.tenant, of: discharges))
    let made = try await transaction.rows(TaskMaking.tasks(tenant: call.tenant, of: discharges))
    return Audited(Output(tasks: made.affected), count: made.affected)
  }
}

/// The hospital's policies.
public struct ListPolicies: PipelinedQuery {
  public static let name: StaticString = "policy.list"
  public static let summary: StaticString = "The follow-up policies of the caller's hospital with their versions and rounds"
  public static let access = Access.requires(.policyRead)
  public static let audit = AuditRule.impersonal("policy")
  public static let descriptions: [String: String] = [:]

  /// A version of a policy.
  public struct Policy: Codable, Sendable, Described {
    let policyId: UUID
    let version: Int
    let name: String
    let pack: String?
    let status: String
    let rounds: [Round]
    public static let descriptions = [
      "policyId": "The policy", "version": "The version", "name": "Its name", "pack": "The policy pack that it came from",
      "status": "draft, published or retired", "rounds": "The rounds in order",
    ]
  }

  /// All policies: a hospital has a handful.
  public struct Output: Codable, Sendable, Described {
    let items: [Policy]
    public static let descriptions = ["items": "The policies, newest first"]
  }

  public static let example = Example(
    ListPolicies(),
    answers: Output(items: [
      Policy(
        policyId: CreatePolicy.example.answer.policyId, version: 1, name: "回访中心出院一周回访", pack: "P1",
        status: "published", rounds: [Round.sample])
    ]))

  public func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      """
      select null::uuid as subject, p.policy_id, p.version, p.name, p.pack, p.status,
          (select jsonb_agg(jsonb_build_object('name', r.name, 'level', r.level, 'responsibleRole', r.responsible_role,
              'windowFromDay', r.window_from_day, 'windowToDay', r.window_to_day, 'maximumAttempts', r.maximum_attempts,
              'retryAfterHours', r.retry_after_hours) order by r.round_number)::text
            from followup.round r
            where r.tenant_id = p.tenant_id and r.policy_id = p.policy_id and r.version = p.version)
        from followup.policy p where p.tenant_id = \(call.tenant)
        order by p.created_at desc, p.version desc limit 500
      """, lane: .list
    ) { rows, _ in
      Output(
        items: try rows.map { row in
          var reader = RowReader(row)
          _ = try reader.next(UUID?.self)
          return Policy(
            policyId: try reader.next(), version: try reader.next(), name: try reader.next(), pack: try reader.next(String?.self),
            status: try reader.next(),
            rounds: try JSONDocument(scanning: Array(reader.next(String.self).utf8)).root.decode([Round].self))
        })
    }
  }
}
