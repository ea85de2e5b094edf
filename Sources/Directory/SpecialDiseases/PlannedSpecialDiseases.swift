import FoundationEssentials
import JSONRPC
import Operations

/// What a bulk file says of special-disease lists: each list that it names, as a whole. Everything wrong is noted in the table.
struct PlannedSpecialDiseases {
  /// The entries of each list, in the file's order.
  private(set) var lists: [(name: String, entries: [SpecialDiseaseEntry])] = []

  init(_ table: inout BulkTable) {
    for row in table.rows { take(row, &table) }
    if lists.count > 100 || lists.contains(where: { $0.entries.count > 500 }) {
      table.add(
        1, "list", "count",
        LocalizedText(
          chinese: "一个文件最多 100 个目录，每个目录最多 500 项", english: "a file holds at most 100 lists, a list at most 500 entries")
      )
    }
  }

  private mutating func take(_ row: BulkTable.Row, _ table: inout BulkTable) {
    let kind = table.listed(row.text("kind"), row, "kind", as: ClinicalCodeKind.self)
    let name = table.checked(row, "list", as: Name.self)
    let label = table.checked(row, "label", as: Name.self)
    let (from, to) = codes(row, &table)
    guard let kind, let name, let from else { return }
    let entry = SpecialDiseaseEntry(kind: kind, codeFrom: from, codeTo: to, label: label.map(Name.init(unchecked:)))
    if entry.endsBeforeItBegins {
      table.add(row.number, "codeTo", "afterCodeFrom", SpecialDiseaseEntry.afterCodeFrom)
    }
    if let place = lists.firstIndex(where: { $0.name == name }) {
      lists[place].entries.append(entry)
    } else {
      lists.append((name, [entry]))
    }
  }

  /// A range may stand in one cell, as books print it: I20-I25; so may I63.-, which is I63.
  private func codes(_ row: BulkTable.Row, _ table: inout BulkTable) -> (from: ClinicalCode?, to: ClinicalCode?) {
    let ends = (row.text("codeFrom") ?? "").split { "-~～至—".contains($0) }.map {
      $0.hasSuffix(".") ? $0.dropLast() : $0
    }
    let from = ends.first.map(String.init)
    let to = row.text("codeTo") ?? (ends.count == 2 ? String(ends[1]) : nil)
    for (column, code) in [("codeFrom", from), ("codeTo", to)] {
      if let code, !ClinicalCode.accepts(code) {
        table.add(row.number, column, ClinicalCode.rule, ClinicalCode.message)
      }
    }
    return (from.map(ClinicalCode.init(unchecked:)), to.map(ClinicalCode.init(unchecked:)))
  }
}
