import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// One organization by its identifier or code, with where it stands in the tree.
struct ReadOrganization: Query {
  static let name: StaticString = "organization.read"
  static let summary: StaticString = "One organization, the bureaus above it, and how much lies below"
  static let access = Access.requires(.organizationRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "organizationId": "The organization", "code": "Or its code: a hospital's institution code, a bureau's region code",
  ]

  var organizationId: UUID?
  var code: String?

  /// The organization and its place.
  struct Output: Codable, Sendable, Described {
    let organization: Organization
    let above: [Organization]
    let bureausBelow: Int
    let hospitalsBelow: Int
    static let descriptions = [
      "organization": "The organization", "above": "The bureaus above it that the caller may see, the nearest first",
      "bureausBelow": "How many bureaus in use lie below it, at any depth",
      "hospitalsBelow": "How many hospitals in use lie below it, at any depth",
    ]
  }

  static let example = Example(
    ReadOrganization(organizationId: nil, code: "49557184-0"),
    answers: Output(organization: .sample, above: [], bureausBelow: 0, hospitalsBelow: 0))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    guard (organizationId == nil) != (code == nil) else {
      throw Failure.violation(
        "organizationId", "oneOf",
        LocalizedText(chinese: "organizationId 与 code 须且只能填一项", english: "say either organizationId or code"))
    }
    let seen = VisibleOrganizations.seen(by: transaction.call)
    let path = try await transaction.rows(
      Organization.shape.select(
        with: """
          recursive \(seen), path as (
            select s.tenant_id, s.parent_id, 0 as step from seen s where \(organizationId) = s.tenant_id or \(code) = s.code
            union all
            select s.tenant_id, s.parent_id, p.step + 1 from path p join seen s on s.tenant_id = p.parent_id)
          """, from: "path join seen o on o.tenant_id = path.tenant_id order by path.step"))
    guard let organization = path.first else { throw Failure(.notFound) }
    let counts = try await transaction.rows(
      """
      with recursive \(seen), \(VisibleOrganizations.below(organization.id))
      select count(*) filter (where o.kind = 'bureau'), count(*) filter (where o.kind = 'hospital')
        from below join seen o on o.tenant_id = below.tenant_id where o.status = 'active'
      """)
    let (bureaus, hospitals) = try counts.value((Int, Int).self)
    return Audited(
      Output(
        organization: organization, above: Array(path.dropFirst()), bureausBelow: bureaus, hospitalsBelow: hospitals),
      count: 1)
  }
}
