import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Bureaus and hospitals as a spreadsheet that `organization.import` takes back.
struct ExportOrganizations: Query {
  static let name: StaticString = "organization.export"
  static let summary: StaticString =
    "The bureaus and hospitals in use that the caller may see as comma-separated text, as organization.import takes it back"
  static let access = Access.requires(.organizationRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["belowId": "Only those below this bureau, at any depth"]

  var belowId: UUID?

  typealias Output = BulkFile

  static let example = Example(
    ExportOrganizations(belowId: nil),
    answers: BulkFile(
      csv:
        "\u{FEFF}机构代码,机构名称,上级机构代码,行政区划代码,医院等级,办医性质,统一社会信用代码,登记号\r\n49557184-0,泗河市第一人民医院,370800,370800,三级甲等,公立,,\r\n",
      rows: 1))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<BulkFile> {
    let lines = try await transaction.rows(
      Self.line.select(
        with: """
          recursive \(VisibleOrganizations.seen(by: transaction.call)), \(VisibleOrganizations.below(belowId))
          """,
        from: """
          seen o left join seen above on above.tenant_id = o.parent_id
          where o.kind <> 'platform' and o.status = 'active'
            and (\(belowId) is null or o.tenant_id in (select tenant_id from below))
          order by o.kind, o.code limit \(BulkTable.maximumRows + 1)
          """))
    guard lines.count <= BulkTable.maximumRows else {
      throw Failure.rule(
        "belowId", "tooMany",
        LocalizedText(chinese: "超过 5000 个机构，请按上级机构导出", english: "more than 5,000; export by bureau"))
    }
    return Audited(
      BulkFile(csv: CommaSeparated.write([OrganizationColumns.all.map(\.chinese)] + lines), rows: lines.count),
      count: lines.count)
  }

  /// The cells of a line: `o` is the organization, `above` the bureau above it.
  private static let line = RowShape { row in
    let above = try row["above.code", as: String?.self]
    let organization = try Organization(&row)
    return [
      organization.code, organization.name, above ?? "", organization.regionCode ?? "",
      organization.level?.chineseName ?? "", organization.ownership?.chineseName ?? "",
      organization.unifiedCode ?? "", organization.registrationNumber ?? "",
    ]
  }
}
