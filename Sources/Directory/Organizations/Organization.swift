import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An organization of the deployment.
struct Organization: Codable, Sendable, Equatable, Described {
  let id: UUID
  let kind: OrganizationKind
  let code: String
  var name: String
  var regionCode: String?
  var parentId: UUID?
  var level: HospitalLevel?
  var ownership: Ownership?
  var unifiedCode: String?
  var registrationNumber: String?
  var timeZone = TimeZoneName.sample
  var status = DirectoryStatus.active
  var version = 1

  static let descriptions = [
    "id": "The organization's identifier, which is the tenant's",
    "kind": "platform, bureau or hospital",
    "code": "Hospital: institution code; bureau: its region code. In user names behind the @",
    "name": "The full name",
    "regionCode": "GB/T 2260, six digits",
    "parentId": "The bureau above",
    "level": "医院等级: tertiaryA is 三级甲等, secondaryB 二级乙等; tertiary and so on where no grade is given",
    "ownership": "办医性质: public 公立, private 民营, military 军队, other",
    "unifiedCode": "A hospital's 统一社会信用代码", "registrationNumber": "A hospital's 医疗机构执业许可证登记号",
    "timeZone": "In which its days begin, as the IANA database names it",
    "status": "active, or deactivated: nobody of it can sign in",
    "version": "Goes up with every change; updates name it as expectedVersion",
  ]

  static let sample = Organization(
    id: .sample(2), kind: .hospital, code: "49557184-0",
    name: "泗河市第一人民医院", regionCode: "370800", parentId: nil, level: .tertiaryA, ownership: .public)

}

extension Organization {
  /// `o` is the organization.
  static let shape = RowShape(Self.init)

  init(_ row: inout RowColumns) throws {
    id = try row["o.tenant_id"]
    kind = try row["o.kind"]
    code = try row["o.code"]
    name = try row["o.name"]
    regionCode = try row["o.region_code"]
    parentId = try row["o.parent_id"]
    level = try row["o.level"]
    ownership = try row["o.ownership"]
    unifiedCode = try row["o.unified_code"]
    registrationNumber = try row["o.registration_number"]
    timeZone = try row["o.time_zone"]
    status = try row["o.status"]
    version = try row["o.version"]
  }

  static func insert(
    _ organization: Organization, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Audited<Organization> {
    let taken = try await transaction.rows(
      "select 1 from directory.organization where code = \(organization.code)")
    guard taken.isEmpty else {
      throw Failure.taken(
        "code", LocalizedText(chinese: "机构代码已存在", english: "an organization with this code exists already"))
    }
    try await requireOwnCodes(organization, transaction)
    try await transaction.rows(
      """
      insert into directory.organization (
        tenant_id, kind, code, name, region_code, parent_id, level, ownership, unified_code, registration_number, time_zone)
      values (\(organization.id), \(organization.kind.rawValue), \(organization.code), \(organization.name),
        \(organization.regionCode), \(organization.parentId), \(organization.level?.rawValue),
        \(organization.ownership?.rawValue), \(organization.unifiedCode), \(organization.registrationNumber),
        \(organization.timeZone))
      """)
    return Audited(organization, count: 1)
  }

  /// Refuses a unified code of another institution, and a licence that another hospital has.
  static func requireOwnCodes(_ organization: Organization, _ transaction: borrowing WriteTransaction)
    async throws(Failure)
  {
    if let unified = organization.unifiedCode, !UnifiedCode(unchecked: unified).isOf(organization.code) {
      throw Failure.violation("unifiedCode", "unifiedCodeOfCode", UnifiedCode.ofAnother)
    }
    let taken = try await transaction.rows(
      """
      select 1 from directory.organization
        where registration_number = \(organization.registrationNumber) and tenant_id <> \(organization.id)
      """)
    guard taken.isEmpty else {
      throw Failure.taken(
        "registrationNumber", LocalizedText(chinese: "该登记号已属于另一医院", english: "the number is another hospital's"))
    }
  }

  /// The bureau or hospital as the caller has seen it, locked until the transaction ends.
  static func lock(
    _ id: UUID, kind: OrganizationKind? = nil, expecting version: Int, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Organization {
    let found = try await transaction.rows(
      shape.select(
        from: """
          directory.organization o
          where o.tenant_id = \(id) and o.kind <> 'platform' and (\(kind?.rawValue) is null or o.kind = \(kind?.rawValue))
          for update
          """))
    guard let organization = found.first else { throw Failure(.notFound) }
    guard organization.version == version else { throw Failure.versionConflict }
    return organization
  }

  /// Changes some columns, and the version with them.
  func change(_ assignments: SQL, _ transaction: borrowing WriteTransaction) async throws(Failure) -> Organization {
    try await transaction.row(
      Self.shape.returned(
        by: """
          update directory.organization o set \(assignments), version = o.version + 1 where o.tenant_id = \(id)
          """))
  }

  /// The region of a bureau in use.
  /// - Throws: `NOT_FOUND` naming the parameter.
  static func region(ofBureau id: UUID, named path: String, _ transaction: borrowing WriteTransaction)
    async throws(Failure) -> String
  {
    let rows = try await transaction.rows(
      """
      select region_code from directory.organization
        where tenant_id = \(id) and kind = 'bureau' and status = 'active'
      """)
    guard let region = try rows.values(String.self).first else { throw Failure.unknown(path) }
    return region
  }
}
