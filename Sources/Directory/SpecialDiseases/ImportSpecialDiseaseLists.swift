import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Loads special-disease lists from a spreadsheet: all rows or none.
struct ImportSpecialDiseaseLists: Command {
  static let name: StaticString = "specialDiseaseList.import"
  static let summary: StaticString =
    "Creates special-disease lists, or makes their next versions, from comma-separated text; all rows or none"
  static let access = Access.requires(.policyManage)
  static let audit = AuditRule.impersonal("policy")

  typealias Output = BulkOutcome

  let csv: String
  var dryRun: Bool?

  static let descriptions = [
    "csv":
      """
    RFC 4180 with a header, at most 5,000 rows, a row an entry: 目录名称(list), 类别(kind: 诊断, 手术), 起始编码(codeFrom: I63, or I20-I25), \
    终止编码(codeTo), 名称(label). Each list that the file names becomes what the file says of it; the answer counts lists. In violations \
    csv[3] is the text's third row
    """,
    "dryRun": "True to be told what would be done, or what is wrong, without doing it",
  ]
  static let example = Example(
    ImportSpecialDiseaseLists(csv: "目录名称,类别,起始编码,终止编码,名称\n心脑血管,诊断,I60,I69,脑血管病\n", dryRun: true),
    answers: BulkOutcome(created: 1, updated: 0, unchanged: 0, dryRun: true))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<BulkOutcome> {
    var table = try BulkTable(csv, columns: SpecialDiseaseColumns.all)
    let plan = PlannedSpecialDiseases(&table)
    try table.requireSound()
    var (created, updated, unchanged) = (0, 0, 0)
    for list in plan.lists {
      switch try await take(list.name, list.entries, transaction) {
      case .none: unchanged += 1
      case 1: created += 1
      default: updated += 1
      }
    }
    return Audited(
      BulkOutcome(created: created, updated: updated, unchanged: unchanged, dryRun: dryRun ?? false),
      count: created + updated)
  }

  /// Writes a list's next version.
  /// - Returns: which version that is; nil when the list is so already.
  private func take(
    _ name: String, _ entries: [SpecialDiseaseEntry], _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Int? {
    let tenant = transaction.call.tenant
    let found = try await transaction.rows(
      """
      select list_id, version, status = 'active' from directory.special_disease_list
        where tenant_id = \(tenant) and name = \(name) for update
      """
    ).values((UUID, Int, Bool).self)
    guard let (id, version, isActive) = found.first else {
      if dryRun != true {
        let id = UUID.version7()
        try await transaction.rows(
          "insert into directory.special_disease_list (tenant_id, list_id, name) values (\(tenant), \(id), \(name))")
        try await SpecialDiseaseList.write(entries, of: id, version: 1, transaction)
      }
      return 1
    }
    let before = try await transaction.rows(
      SpecialDiseaseEntry.shape.select(
        from: """
          directory.special_disease_entry e
          where e.tenant_id = \(tenant) and e.list_id = \(id) and e.version = \(Int32(version)) order by e.place
          """))
    if before == entries, isActive { return nil }
    if dryRun != true {
      try await transaction.rows(
        """
        update directory.special_disease_list set status = 'active', version = \(Int32(version + 1))
          where tenant_id = \(tenant) and list_id = \(id)
        """)
      try await SpecialDiseaseList.write(entries, of: id, version: version + 1, transaction)
    }
    return version + 1
  }
}
