import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A list of diagnoses and operations that the hospital treats as special 特殊疾病目录. A version never changes: a policy names one.
struct SpecialDiseaseList: Codable, Sendable, Described {
  let id: UUID
  let name: String
  let status: DirectoryStatus
  let version: Int
  let entries: [SpecialDiseaseEntry]

  static let descriptions = [
    "id": "The list", "name": "Its name, unique in the hospital", "status": "active or deactivated",
    "version": "Goes up with every change; entries of earlier versions stay readable",
    "entries": "What it holds in this version",
  ]

  static let sample = SpecialDiseaseList(
    id: Department.sample.id, name: "心脑血管", status: .active, version: 1,
    entries: [
      SpecialDiseaseEntry(kind: .diagnosis, codeFrom: "I20", codeTo: "I25", label: "缺血性心脏病"),
      SpecialDiseaseEntry(kind: .operation, codeFrom: "36.0", codeTo: nil, label: "冠状动脉介入"),
    ])
}

extension SpecialDiseaseList {
  /// Refuses an empty or endless list, a range that ends before it begins, and the name of another list.
  static func check(
    _ name: Name, _ entries: [SpecialDiseaseEntry], for id: UUID, _ transaction: borrowing WriteTransaction
  )
    async throws(Failure)
  {
    guard (1...500).contains(entries.count) else {
      throw Failure.violation(
        "entries", "count", LocalizedText(chinese: "须有 1 到 500 项", english: "must be 1 to 500 entries"))
    }
    for (place, entry) in entries.enumerated() {
      if entry.endsBeforeItBegins {
        throw Failure.violation("entries[\(place)].codeTo", "afterCodeFrom", SpecialDiseaseEntry.afterCodeFrom)
      }
    }
    let taken = try await transaction.rows(
      """
      select 1 from directory.special_disease_list
        where tenant_id = \(transaction.call.tenant) and name = \(name.text) and list_id <> \(id)
      """)
    guard taken.isEmpty else {
      throw Failure.taken("name", LocalizedText(chinese: "该目录已存在", english: "a list of this name exists already"))
    }
  }

  /// Writes the entries of a new version.
  static func write(
    _ entries: [SpecialDiseaseEntry], of id: UUID, version: Int, _ transaction: borrowing WriteTransaction
  )
    async throws(Failure)
  {
    try await transaction.rows(
      """
      insert into directory.special_disease_entry (tenant_id, list_id, version, place, kind, code_from, code_to, label)
      select \(transaction.call.tenant), \(id), \(Int32(version)), place, kind, code_from, nullif(code_to, ''), nullif(label, '')
        from unnest(\(entries.map(\.kind.rawValue)), \(entries.map(\.codeFrom.text)),
            \(entries.map { $0.codeTo?.text ?? "" }), \(entries.map { $0.label?.text ?? "" }))
          with ordinality as entry (kind, code_from, code_to, label, place)
      """)
  }
}
