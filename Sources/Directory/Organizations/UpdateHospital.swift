import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Changes what is known of a hospital. Its institution code stands in user names and stays.
struct UpdateHospital: Command {
  static let name: StaticString = "hospital.update"
  static let summary: StaticString =
    "Says anew what a hospital is called, its level and ownership, and to which bureau it reports"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Organization

  let hospitalId: UUID
  let expectedVersion: Int
  let name: Name
  let bureauId: UUID
  var regionCode: RegionCode?
  var level: HospitalLevel?
  var ownership: Ownership?
  var unifiedCode: UnifiedCode?
  var registrationNumber: RegistrationNumber?
  var timeZone: TimeZoneName?

  static let descriptions = [
    "hospitalId": "The hospital",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    "name": "The hospital's name, 2 to 60 characters",
    "bureauId": "The bureau that the hospital reports to",
    "regionCode": "Where it is, GB/T 2260, in the bureau's region; the bureau's own when left out",
    "level": "医院等级; none when left out",
    "ownership": "办医性质; none when left out", "unifiedCode": "统一社会信用代码; none when left out",
    "registrationNumber": "医疗机构执业许可证登记号; none when left out",
    "timeZone": "In which its days begin, as the IANA database names it; as before when left out",
  ]
  static let example = Example(
    UpdateHospital(
      hospitalId: Organization.sample.id, expectedVersion: 1, name: "泗河市第一人民医院", bureauId: Organization.sample.id,
      regionCode: "370811", level: .tertiaryA, ownership: .public), answers: Organization.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    let before = try await Organization.lock(hospitalId, kind: .hospital, expecting: expectedVersion, transaction)
    let region = try await Organization.region(ofBureau: bureauId, named: "bureauId", transaction)
    var wanted = before
    (wanted.unifiedCode, wanted.registrationNumber) = (unifiedCode?.text, registrationNumber?.text)
    try await Organization.requireOwnCodes(wanted, transaction)
    let after = try await before.change(
      """
      name = \(name.text), parent_id = \(bureauId), region_code = \(regionCode?.text ?? region),
      level = \(level?.rawValue), ownership = \(ownership?.rawValue),
      unified_code = \(unifiedCode?.text), registration_number = \(registrationNumber?.text),
      time_zone = \(timeZone?.text ?? before.timeZone)
      """, transaction)
    return Audited(after, count: 1)
  }
}
