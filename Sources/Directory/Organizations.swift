import FoundationEssentials
public import JSONRPC
public import Operations
import SQL
import Vault

/// An organization of the deployment.
public struct Organization: Codable, Sendable, Described {
  let id: UUID
  let kind: OrganizationKind
  let code: String
  let name: String
  let regionCode: String?
  let parentId: UUID?

  public static let descriptions = [
    "id": "The organization's identifier, which is the tenant's",
    "kind": "platform, bureau or hospital",
    "code": "Hospital: institution code; bureau: its region code. In user names behind the @",
    "name": "The full name",
    "regionCode": "GB/T 2260, six digits",
    "parentId": "The bureau above",
  ]

  static let sample = Organization(
    id: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2)), kind: .hospital, code: "49557184-0",
    name: "泗河市第一人民医院", regionCode: "370800", parentId: nil)

  static func insert(
    _ organization: Organization, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Audited<Organization> {
    let taken = try await transaction.rows(
      "select 1 from directory.organization where code = \(organization.code)")
    guard taken.isEmpty else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "code", rule: "unique",
            message: LocalizedText(chinese: "机构代码已存在", english: "an organization with this code exists already"))
        ])
    }
    try await transaction.rows(
      """
      insert into directory.organization (tenant_id, kind, code, name, region_code, parent_id)
      values (\(organization.id), \(organization.kind.rawValue), \(organization.code), \(organization.name),
        \(organization.regionCode), \(organization.parentId))
      """)
    return Audited(organization, count: 1)
  }
}

/// Creates a health bureau.
public struct CreateBureau: Command {
  public static let name: StaticString = "bureau.create"
  public static let summary: StaticString = "Creates a health bureau, below another one or at the top"
  public static let access = Access.requires(.organizationCreate)
  public static let audit = AuditRule.impersonal("administration")

  public typealias Output = Organization

  let regionCode: RegionCode
  let name: Name
  let parentId: UUID?

  public static let descriptions = [
    "regionCode": "GB/T 2260, six digits; becomes the bureau's code",
    "name": "The bureau's name, 2 to 100 characters",
    "parentId": "The bureau above, if any",
  ]
  public static let example = Example(
    CreateBureau(regionCode: "370800", name: "泗河市卫生健康委员会", parentId: nil), answers: Organization.sample)

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    try await Organization.insert(
      Organization(
        id: UUID.version7(), kind: .bureau, code: regionCode.text, name: name.text, regionCode: regionCode.text,
        parentId: parentId), transaction)
  }
}

/// Creates a hospital below a bureau.
public struct CreateHospital: Command {
  public static let name: StaticString = "hospital.create"
  public static let summary: StaticString = "Creates a hospital below a bureau"
  public static let access = Access.requires(.organizationCreate)
  public static let audit = AuditRule.impersonal("administration")

  public typealias Output = Organization

  let code: InstitutionCode
  let name: Name
  let bureauId: UUID

  public static let descriptions = [
    "code": "The institution code of the front pages, such as 49557184-0",
    "name": "The hospital's name, 2 to 100 characters",
    "bureauId": "The bureau that the hospital reports to",
  ]
  public static let example = Example(
    CreateHospital(
      code: "49557184-0", name: "泗河市第一人民医院", bureauId: Organization.sample.id), answers: Organization.sample)

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    let rows = try await transaction.rows(
      "select region_code from directory.organization where tenant_id = \(bureauId) and kind = 'bureau'")
    guard let region = try? rows.first?.column(0, as: String.self) else { throw Failure(.notFound) }
    return try await Organization.insert(
      Organization(
        id: UUID.version7(), kind: .hospital, code: code.text, name: name.text, regionCode: region, parentId: bureauId),
      transaction)
  }
}

/// The organizations of the deployment.
public struct ListOrganizations: Query {
  public static let name: StaticString = "organization.list"
  public static let summary: StaticString = "The organizations that the caller may see"
  public static let access = Access.requires(.organizationRead)
  public static let audit = AuditRule.impersonal("administration")

  public typealias Output = PageOf<Organization>
  public static let descriptions: [String: String] = ["page": "Which part of the list"]

  let page: PageRequest?

  public static let example = Example(
    ListOrganizations(page: nil), answers: PageOf(items: [Organization.sample], nextCursor: nil))

  public func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<PageOf<Organization>> {
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
          id: try reader.next(), kind: OrganizationKind(rawValue: try reader.next()) ?? .hospital, code: try reader.next(),
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
