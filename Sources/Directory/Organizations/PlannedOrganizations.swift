import FoundationEssentials
import JSONRPC
import Operations
import Vault

/// What a bulk file of organizations asks for, compared with what is there. Everything wrong is noted in the table.
struct PlannedOrganizations {
  private(set) var created: [Organization] = []
  private(set) var updated: [Organization] = []
  private(set) var unchanged = 0

  private var planned: [String: Organization] = [:]
  private let known: [String: Organization]

  init(_ table: inout BulkTable, _ known: [Organization]) {
    self.known = Dictionary(known.map { ($0.code, $0) }) { first, _ in first }
    for row in table.rows { take(row, &table) }
    let bureaus = self.known.merging(planned) { _, wanted in wanted }.values.filter { $0.kind == .bureau }
    let byID = Dictionary(bureaus.map { ($0.id, $0) }) { first, _ in first }
    for row in table.rows { place(row, &table, byID) }
    refuseSharedNumbers(&table)
    // What stands above comes first, so that a row may stand below a later one.
    let order: (Organization) -> (Int, Int, String) = {
      ($0.kind == .bureau ? 0 : 1, RegionCode.prefix(of: $0.regionCode ?? "").count, $0.code)
    }
    for organization in planned.values.sorted(by: { order($0) < order($1) }) {
      guard let before = self.known[organization.code] else {
        created.append(organization)
        continue
      }
      if before == organization { unchanged += 1 } else { updated.append(organization) }
    }
  }

  private static func isBureau(_ code: String) -> Bool { code.count == 6 }

  private mutating func take(_ row: BulkTable.Row, _ table: inout BulkTable) {
    guard let text = row.text("code") else { return }
    let isBureau = Self.isBureau(text)
    let code =
      isBureau ? table.checked(row, "code", as: RegionCode.self) : table.checked(row, "code", as: InstitutionCode.self)
    let name = table.checked(row, "name", as: Name.self)
    guard let code, let name else { return }
    if planned[code] != nil {
      table.add(row.number, "code", "unique", LocalizedText(chinese: "文件中已有该代码", english: "stands in the file twice"))
    }
    if known[code]?.status == .deactivated {
      table.add(
        row.number, "code", "deactivated",
        LocalizedText(chinese: "该机构已停用，请先启用", english: "is deactivated; activate it first"))
    }
    var organization =
      known[code]
      ?? Organization(
        id: UUID.version7(), kind: isBureau ? .bureau : .hospital, code: code, name: name,
        regionCode: isBureau ? code : nil, parentId: nil)
    organization.name = name
    readHospital(row, &organization, &table)
    planned[code] = organization
  }

  private func readHospital(_ row: BulkTable.Row, _ organization: inout Organization, _ table: inout BulkTable) {
    if organization.kind == .bureau {
      for column in ["level", "ownership", "unifiedCode", "registrationNumber"] where row.text(column) != nil {
        table.add(row.number, column, "hospitalOnly", LocalizedText(chinese: "仅医院可填", english: "is for hospitals only"))
      }
      if let region = row.text("regionCode"), region != organization.code {
        table.add(
          row.number, "regionCode", "ownRegion",
          LocalizedText(chinese: "须与机构代码一致", english: "must be the bureau's code"))
      }
      return
    }
    organization.level = table.listed(row.text("level"), row, "level", as: HospitalLevel.self) ?? organization.level
    organization.ownership =
      table.listed(row.text("ownership"), row, "ownership", as: Ownership.self) ?? organization.ownership
    organization.registrationNumber =
      table.checked(row, "registrationNumber", as: RegistrationNumber.self) ?? organization.registrationNumber
    if let unified = table.checked(row, "unifiedCode", as: UnifiedCode.self) {
      organization.unifiedCode = unified
      if !UnifiedCode(unchecked: unified).isOf(organization.code) {
        table.add(row.number, "unifiedCode", "unifiedCodeOfCode", UnifiedCode.ofAnother)
      }
    }
  }

  /// Where it stands: the database refuses a wrong place as well, without saying which row.
  private mutating func place(_ row: BulkTable.Row, _ table: inout BulkTable, _ bureaus: [UUID: Organization]) {
    guard let code = row.text("code"), var organization = planned[code] else { return }
    if let parent = row.text("parent") {
      guard let above = planned[parent] ?? known[parent], above.kind == .bureau, above.status == .active else {
        return table.add(
          row.number, "parent", "exists",
          LocalizedText(chinese: "没有该卫生健康行政部门，或其已停用", english: "there is no such bureau in use"))
      }
      organization.parentId = above.id
    }
    let above = organization.parentId.flatMap { bureaus[$0] }
    if organization.kind == .hospital {
      organization.regionCode =
        table.checked(row, "regionCode", as: RegionCode.self) ?? organization.regionCode ?? above?.regionCode
      if above == nil {
        table.add(
          row.number, "parent", "required", LocalizedText(chinese: "医院须有上级机构", english: "a hospital needs a bureau"))
      }
    }
    if let region = above?.regionCode, let own = organization.regionCode,
      !own.hasPrefix(RegionCode.prefix(of: region)) || organization.kind == .bureau && own == region
    {
      table.add(row.number, "parent", "regionBelow", Directory.rules["regionBelow"] ?? RegionCode.message)
    }
    planned[code] = organization
  }

  private func refuseSharedNumbers(_ table: inout BulkTable) {
    let all = known.merging(planned) { _, wanted in wanted }
    let holders = Dictionary(grouping: all.values.filter { $0.registrationNumber != nil }) { $0.registrationNumber }
    for row in table.rows {
      guard let number = row.text("registrationNumber"), (holders[number]?.count ?? 0) > 1 else { continue }
      table.add(
        row.number, "registrationNumber", "unique",
        LocalizedText(chinese: "该登记号已属于另一医院", english: "the number is another hospital's"))
    }
  }
}
