import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The hospital's policies.
struct ListPolicies: PipelinedQuery {
  static let name: StaticString = "policy.list"
  static let summary: StaticString = "The follow-up policies of the caller's hospital with their versions and rounds"
  static let access = Access.requires(.policyRead)
  static let audit = AuditRule.impersonal("policy")
  static let descriptions: [String: String] = [:]

  /// A version of a policy.
  struct Policy: Codable, Sendable, Described {
    let policyId: UUID
    let version: Int
    let name: String
    let pack: String?
    let status: String
    let rounds: [Round]
    static let descriptions = [
      "policyId": "The policy", "version": "The version", "name": "Its name",
      "pack": "The policy pack that it came from",
      "status": "draft, published or retired", "rounds": "The rounds in order",
    ]
  }

  /// All policies: a hospital has a handful.
  struct Output: Codable, Sendable, Described {
    let items: [Policy]
    static let descriptions = ["items": "The policies, newest first"]
  }

  static let example = Example(
    ListPolicies(),
    answers: Output(items: [
      Policy(
        policyId: CreatePolicy.example.answer.policyId, version: 1, name: "回访中心出院一周回访", pack: "P1",
        status: "published", rounds: [Round.sample])
    ]))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      Policy.shape.select(
        from: """
          followup.policy p where p.tenant_id = \(call.tenant)
          order by p.created_at desc, p.version desc limit 500
          """), lane: .list
    ) { Output(items: $0.items) }
  }
}

extension ListPolicies.Policy {
  /// `p` is a version of a policy.
  static let shape = RowShape { row in
    Self(
      policyId: try row["p.policy_id"],
      version: try row["p.version"],
      name: try row["p.name"],
      pack: try row["p.pack"],
      status: try row["p.status"],
      rounds: try row.list(
        """
        (select jsonb_agg(jsonb_build_object('name', r.name, 'level', r.level, 'responsibleRole', r.responsible_role,
            'windowFromDay', r.window_from_day, 'windowToDay', r.window_to_day, 'maximumAttempts', r.maximum_attempts,
            'retryAfterHours', r.retry_after_hours) order by r.round_number)::text
          from followup.round r
          where r.tenant_id = p.tenant_id and r.policy_id = p.policy_id and r.version = p.version)
        """))
  }
}
