import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Creates a hospital below a bureau.
struct CreateHospital: Command {
  static let name: StaticString = "hospital.create"
  static let summary: StaticString = "Creates a hospital below a bureau"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Organization

  let code: InstitutionCode
  let name: Name
  let bureauId: UUID
  var regionCode: RegionCode?
  var level: HospitalLevel?
  var ownership: Ownership?
  var unifiedCode: UnifiedCode?
  var registrationNumber: RegistrationNumber?
  var timeZone: TimeZoneName?

  static let descriptions = [
    "code": "The institution code of the front pages, such as 49557184-0",
    "name": "The hospital's name, 2 to 100 characters",
    "bureauId": "The bureau that the hospital reports to",
    "regionCode": "Where it is, GB/T 2260, in the bureau's region; the bureau's own when left out",
    "level": "医院等级: tertiaryA is 三级甲等",
    "ownership": "办医性质: public 公立, private 民营, military 军队, other",
    "unifiedCode": "统一社会信用代码, whose ninth to seventeenth characters are the institution code",
    "registrationNumber": "医疗机构执业许可证登记号",
    "timeZone": "In which its days begin, as the IANA database names it; Asia/Shanghai when left out",
  ]
  static let example = Example(
    CreateHospital(
      code: "49557184-0", name: "泗河市第一人民医院", bureauId: Organization.sample.id), answers: Organization.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    let region = try await Organization.region(ofBureau: bureauId, named: "bureauId", transaction)
    return try await Organization.insert(
      Organization(
        id: UUID.version7(), kind: .hospital, code: code.text, name: name.text,
        regionCode: regionCode?.text ?? region, parentId: bureauId, level: level, ownership: ownership,
        unifiedCode: unifiedCode?.text, registrationNumber: registrationNumber?.text,
        timeZone: timeZone?.text ?? TimeZoneName.sample), transaction)
  }
}
