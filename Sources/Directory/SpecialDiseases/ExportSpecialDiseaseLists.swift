import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The special-disease lists as a spreadsheet that `specialDiseaseList.import` takes back.
struct ExportSpecialDiseaseLists: PipelinedQuery {
  static let name: StaticString = "specialDiseaseList.export"
  static let summary: StaticString =
    "The special-disease lists in use as comma-separated text, as specialDiseaseList.import takes it back"
  static let access = Access.requires(.policyRead)
  static let audit = AuditRule.impersonal("policy")
  static let descriptions = ["listId": "Only this list; needed when all of them have more than 5,000 entries"]

  var listId: UUID?

  typealias Output = BulkFile

  static let example = Example(
    ExportSpecialDiseaseLists(listId: nil),
    answers: BulkFile(csv: "\u{FEFF}目录名称,类别,起始编码,终止编码,名称\r\n心脑血管,诊断,I60,I69,脑血管病\r\n", rows: 1))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<BulkFile> {
    ReadPlan(
      Self.line.select(
        from: """
          directory.special_disease_list l
          join directory.special_disease_entry e
            on e.tenant_id = \(call.tenant) and e.list_id = l.list_id and e.version = l.version
          where l.tenant_id = \(call.tenant) and l.status = 'active' and (\(listId) is null or l.list_id = \(listId))
          order by l.name, e.place limit \(BulkTable.maximumRows + 1)
          """), lane: .list
    ) { lines in
      guard lines.items.count <= BulkTable.maximumRows else {
        throw Failure.rule(
          "listId", "tooMany",
          LocalizedText(chinese: "超过 5000 项，请按目录导出", english: "more than 5,000 entries; export list by list"))
      }
      return BulkFile(
        csv: CommaSeparated.write([SpecialDiseaseColumns.all.map(\.chinese)] + lines.items), rows: lines.items.count)
    }
  }

  /// The cells of a line: `l` is the list, `e` the entry.
  private static let line = RowShape { row in
    let list = try row["l.name", as: String.self]
    let entry = try SpecialDiseaseEntry(&row)
    return [list, entry.kind.chineseName, entry.codeFrom.text, entry.codeTo?.text ?? "", entry.label?.text ?? ""]
  }
}
