import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Pairs of patients who may be one person, found when a file brought the second; a person decides.
struct ListDuplicates: PipelinedQuery {
  static let name: StaticString = "patient.duplicate.list"
  static let summary: StaticString = "Pairs of record numbers that may be one person, with the rule that found them"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")

  typealias Output = PageOf<Duplicate>
  static let descriptions = ["page": "Which part of the list"]

  var page: PageRequest?

  /// A pair.
  struct Duplicate: Codable, Sendable, Described {
    let first: Side
    let second: Side
    let rule: String
    let foundAt: Date
    static let descriptions = [
      "first": "One of them", "second": "The other",
      "rule":
        "identityNumber: the same identity number; nameBirthPhone: the same name and birth date, and a number in common",
      "foundAt": "When they were found",
    ]
  }

  /// One of the two.
  struct Side: Codable, Sendable, Described {
    let patientId: UUID
    let patientName: String
    let recordNumber: String
    let sex: Int
    let birthDate: CalendarDay?
    static let descriptions = [
      "patientId": "The patient", "patientName": "The name, masked", "recordNumber": "病案号",
      "sex": "0 unknown, 1 male, 2 female, 9 not stated", "birthDate": "The birth date",
    ]

    static func sample(_ record: String) -> Side {
      Side(patientId: ImportID.sample, patientName: "张*丰", recordNumber: record, sex: 1, birthDate: .sample)
    }
  }

  static let example = Example(
    ListDuplicates(page: nil),
    answers: PageOf(
      items: [
        Duplicate(
          first: .sample("261001110003"), second: .sample("261101110009"), rule: "identityNumber",
          foundAt: Date(timeIntervalSince1970: 0))
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Duplicate>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 3)
    let after = (
      moment: position.flatMap { Int64($0[0]) } ?? 0, first: position.flatMap { UUID(uuidString: $0[1]) } ?? Self.none,
      second: position.flatMap { UUID(uuidString: $0[2]) } ?? Self.none
    )
    return ReadPlan(
      Suggested.shape("u").select(
        with: """
          page as materialized (
            select * from discharges.duplicate u
              where u.tenant_id = \(call.tenant) and u.status = 'open'
                and (u.found_at, u.first_id, u.second_id)
                  > (\(Date(timeIntervalSince1970: Double(after.moment) / 1_000_000)), \(after.first), \(after.second))
                and (select p.person_id from discharges.patient p where p.tenant_id = \(call.tenant) and p.patient_id = u.first_id)
                  <> (select p.person_id from discharges.patient p where p.tenant_id = \(call.tenant) and p.patient_id = u.second_id)
                and \(PatientLock.isInScope(tenant: call.tenant, kin: "select u.first_id"))
                and \(PatientLock.isInScope(tenant: call.tenant, kin: "select u.second_id"))
              order by u.found_at, u.first_id, u.second_id limit \(limit + 1))
          """,
        from: """
          page u join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id in (u.first_id, u.second_id)
          order by u.found_at, u.first_id, u.second_id, p.patient_id
          """), lane: .list, shown: 2 * limit
    ) { rows in
      let items = Suggested.pairs(rows.items).map { first, second in
        Duplicate(first: first.side, second: second.side, rule: first.rule, foundAt: first.foundAt)
      }
      let cursor = rows.hasMore ? items.last.map { call.cursor(after: Self.position(of: $0), of: filter) } : nil
      return PageOf(items: items, nextCursor: cursor)
    }
  }

  private static func position(of item: Duplicate) -> [String] {
    let moment = Int64((item.foundAt.timeIntervalSince1970 * 1_000_000).rounded())
    return ["\(moment)", item.first.patientId.uuidString, item.second.patientId.uuidString]
  }

  private static let none = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}

extension ListDuplicates.Side {
  /// `p` is the patient.
  init(_ row: inout PersonalColumns) throws {
    patientId = try row["p.patient_id"]
    patientName = try PatientName.masked(&row)
    recordNumber = try row["p.record_number"]
    sex = try row["p.sex"]
    birthDate = try row["p.birth_date"]
  }
}

/// One of two patients whom a rule has found: a row of a list of pairs, in which the two stand one behind the other.
struct Suggested {
  let side: ListDuplicates.Side
  let rule: String
  let foundAt: Date

  /// - Parameter pair: the name of the pairs' table; `p` is the patient.
  static func shape(_ pair: SQL) -> PersonalShape<Suggested> {
    PersonalShape(of: "p.subject_id") { row in
      Suggested(
        side: try ListDuplicates.Side(&row), rule: try row["\(pair).rule"], foundAt: try row["\(pair).found_at"])
    }
  }

  static func pairs(_ rows: [Suggested]) -> [(Suggested, Suggested)] {
    stride(from: 0, to: rows.count - 1, by: 2).map { (rows[$0], rows[$0 + 1]) }
  }
}
