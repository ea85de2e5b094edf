import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// What imports have changed of a stay and its patient.
struct ListHistory: Query {
  static let name: StaticString = "discharge.history.list"
  static let summary: StaticString =
    "What imports have changed of a discharge and its patient: before, after, when, by which file"
  static let access = Access.requires(.dischargeRead)
  static let audit = AuditRule.personal("followUp")
  static let descriptions = ["dischargeId": "The discharge", "page": "Which part of the list, newest first"]

  let dischargeId: UUID
  var page: PageRequest?

  /// One import's change.
  struct Change: Codable, Sendable, Described {
    let changedAt: Date
    let importId: UUID
    let fileName: String
    let fields: [Field]
    static let descriptions = [
      "changedAt": "When", "importId": "The import that changed it", "fileName": "Its file",
      "fields": "What it changed",
    ]
  }

  /// One value before and after.
  struct Field: Codable, Sendable, Hashable, Described {
    let field: String
    let before: String?
    let after: String?
    static let descriptions = [
      "field": "The field, named as in discharge.list; patientName, identityNumber and address are the patient's",
      "before": "The value before, masked where it is personal; absent when there was none",
      "after": "The value after, likewise",
    ]
  }

  typealias Output = PageOf<Change>

  static let example = Example(
    ListHistory(dischargeId: ImportID.sample, page: nil),
    answers: PageOf(
      items: [
        Change(
          changedAt: Date(timeIntervalSince1970: 1_793_500_000), importId: ImportID.sample,
          fileName: "n041-2026-10.csv",
          fields: [Field(field: "department", before: "骨科", after: "骨科二病区")])
      ], nextCursor: nil))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(dischargeId)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    let stays = try await transaction.rows(HistoryState.stays(tenant: call.tenant, discharge: dischargeId))
    let patients = try await transaction.rows(HistoryState.patients(tenant: call.tenant, discharge: dischargeId))
    guard !patients.isEmpty else { throw Failure(.notFound) }
    let changes = Self.merged(stays, patients)
    // A change's place counts from the oldest, so that a new one moves nobody's.
    let end = min(position.flatMap { Int($0[0]) } ?? changes.count, changes.count)
    let start = max(0, end - limit)
    let shown = Array(changes[start..<end].reversed())
    let cursor = start > 0 ? call.cursor(after: [String(start)], of: filter) : nil
    return Audited(PageOf(items: shown, nextCursor: cursor), count: shown.count)
  }

  /// The differences of successive states, those of one transaction together, oldest first.
  private static func merged(_ stays: [HistoryState], _ patients: [HistoryState]) -> [Change] {
    var changes: [Change] = []
    for states in [stays, patients] {
      for (before, after) in zip(states, states.dropFirst()) {
        guard let at = before.changedAt, let importID = before.importID else { continue }
        let fields = zip(before.values, after.values).compactMap { old, new in
          old.text == new.text ? nil : Field(field: old.field, before: old.shown, after: new.shown)
        }
        if let same = changes.firstIndex(where: { $0.changedAt == at && $0.importId == importID }) {
          changes[same] = Change(
            changedAt: at, importId: importID, fileName: before.fileName, fields: changes[same].fields + fields)
        } else {
          changes.append(Change(changedAt: at, importId: importID, fileName: before.fileName, fields: fields))
        }
      }
    }
    return changes.filter { !$0.fields.isEmpty }.sorted { $0.changedAt < $1.changedAt }
  }
}
