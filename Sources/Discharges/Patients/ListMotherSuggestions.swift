import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Newborns and the women who may be their mothers, found when a file brought the one or the other; a person decides.
struct ListMotherSuggestions: PipelinedQuery {
  static let name: StaticString = "patient.motherSuggestion.list"
  static let summary: StaticString =
    "Newborns not linked yet and who may be their mothers, with the rule that found them"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")

  typealias Output = PageOf<Suggestion>
  static let descriptions = ["page": "Which part of the list"]

  var page: PageRequest?

  /// A child and a woman.
  struct Suggestion: Codable, Sendable, Described {
    let child: ListDuplicates.Side
    let mother: ListDuplicates.Side
    let rule: String
    let foundAt: Date
    static let descriptions = [
      "child": "The newborn", "mother": "Who may be the mother: an obstetric stay around the day of birth",
      "rule":
        "name: the file names her as the mother or contact person; phone: a number in common; nameAndPhone: both",
      "foundAt": "When they were found",
    ]
  }

  static let example = Example(
    ListMotherSuggestions(page: nil),
    answers: PageOf(
      items: [
        Suggestion(
          child: .sample("261001110003"), mother: .sample("261101110009"), rule: "nameAndPhone",
          foundAt: Date(timeIntervalSince1970: 0))
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Suggestion>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 3)
    let after = (
      moment: position.flatMap { Int64($0[0]) }.map { Date(timeIntervalSince1970: Double($0) / 1_000_000) },
      child: position.flatMap { UUID(uuidString: $0[1]) }, mother: position.flatMap { UUID(uuidString: $0[2]) }
    )
    return ReadPlan(
      Suggested.shape("s").select(
        with: """
          page as materialized (
            select * from discharges.mother_suggestion s
              where s.tenant_id = \(call.tenant) and s.status = 'open'
                and (\(after.moment) is null
                  or (s.found_at, s.child_id, s.mother_id) > (\(after.moment), \(after.child), \(after.mother)))
                and \(PatientLock.isInScope(tenant: call.tenant, kin: "select s.child_id"))
                and \(PatientLock.isInScope(tenant: call.tenant, kin: "select s.mother_id"))
              order by s.found_at, s.child_id, s.mother_id limit \(limit + 1))
          """,
        from: """
          page s join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id in (s.child_id, s.mother_id)
          order by s.found_at, s.child_id, s.mother_id, p.patient_id <> s.child_id
          """), lane: .list, shown: 2 * limit
    ) { rows in
      let items = Suggested.pairs(rows.items).map { child, mother in
        Suggestion(child: child.side, mother: mother.side, rule: child.rule, foundAt: child.foundAt)
      }
      let cursor = rows.hasMore ? items.last.map { call.cursor(after: Self.position(of: $0), of: filter) } : nil
      return PageOf(items: items, nextCursor: cursor)
    }
  }

  private static func position(of item: Suggestion) -> [String] {
    let moment = Int64((item.foundAt.timeIntervalSince1970 * 1_000_000).rounded())
    return ["\(moment)", item.child.patientId.uuidString, item.mother.patientId.uuidString]
  }
}
