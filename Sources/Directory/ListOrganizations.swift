import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The organizations of the deployment.
struct ListOrganizations: Query {
  static let name: StaticString = "organization.list"
  static let summary: StaticString = "The organizations that the caller may see"
  static let access = Access.requires(.organizationRead)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = PageOf<Organization>
  static let descriptions: [String: String] = ["page": "Which part of the list"]

  let page: PageRequest?

  static let example = Example(
    ListOrganizations(page: nil), answers: PageOf(items: [Organization.sample], nextCursor: nil))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<PageOf<Organization>> {
    let call = transaction.call
    let limit = try (page ?? PageRequest()).checkedLimit()
    let position = try call.position(of: page?.cursor, filter: "organization.list", fields: 1)
    let rows = try await transaction.rows(
      """
      select tenant_id, kind, code, name, region_code, parent_id from directory.organization
        where code > \(position?[0] ?? "") order by code limit \(limit + 1)
      """)
    let items: [Organization]
    do {
      items = try rows.map { row in
        var reader = RowReader(row)
        return Organization(
          id: try reader.next(), kind: OrganizationKind(rawValue: try reader.next()) ?? .hospital,
          code: try reader.next(),
          name: try reader.next(), regionCode: try reader.next(String?.self), parentId: try reader.next(UUID?.self))
      }
    } catch {
      throw Failure(.internalError)
    }
    let shown = Array(items.prefix(limit))
    let cursor = items.count > limit ? shown.last.map { call.cursor(after: [$0.code], of: "organization.list") } : nil
    return Audited(PageOf(items: shown, nextCursor: cursor), count: shown.count)
  }
}
