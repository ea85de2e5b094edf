import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Which special-disease lists a code is on.
struct MatchSpecialDiseases: PipelinedQuery {
  static let name: StaticString = "specialDiseaseList.match"
  static let summary: StaticString =
    "Which special-disease lists hold a diagnosis or operation code, and by which entry"
  static let access = Access.requires(.policyRead)
  static let audit = AuditRule.impersonal("policy")
  static let descriptions = ["kind": "diagnosis or operation", "code": "The code, such as I63.900"]

  let kind: ClinicalCodeKind
  let code: ClinicalCode

  /// A list that holds the code.
  struct Match: Codable, Sendable, Described {
    let listId: UUID
    let name: String
    let version: Int
    let codeFrom: String
    let codeTo: String?
    let label: String?
    static let descriptions = [
      "listId": "The list", "name": "Its name", "version": "Its newest version", "codeFrom": "The entry's code",
      "codeTo": "The last of the entry's range", "label": "What the entry is",
    ]
  }

  typealias Output = Found<Match>

  static let example = Example(
    MatchSpecialDiseases(kind: .diagnosis, code: "I63.900"),
    answers: Found(items: [
      Match(
        listId: SpecialDiseaseList.sample.id, name: "心脑血管", version: 1, codeFrom: "I60", codeTo: "I69", label: "脑血管病")
    ]))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Found<Match>> {
    ReadPlan(
      """
      select null::uuid as subject, l.list_id, l.name, l.version, e.code_from, e.code_to, e.label
        from directory.special_disease_list l
        cross join lateral (
          select * from directory.special_disease_entry e
            where e.tenant_id = l.tenant_id and e.list_id = l.list_id and e.version = l.version and e.kind = \(kind.rawValue)
              and \(SpecialDiseaseMatching.holds(entry: "e", code: "\(code.text)"))
            order by e.place limit 1) as e
        where l.tenant_id = \(call.tenant) and l.status = 'active' order by l.name limit 500
      """, lane: .list
    ) { rows, _ in
      Found(
        items: try rows.map { row in
          var reader = RowReader(row)
          _ = try reader.next(UUID?.self)
          return Match(
            listId: try reader.next(), name: try reader.next(), version: try reader.next(), codeFrom: try reader.next(),
            codeTo: try reader.next(String?.self), label: try reader.next(String?.self))
        })
    }
  }
}

/// When an entry holds a code, for policies as well.
enum SpecialDiseaseMatching {
  /// A condition: the code begins with the prefix, or with one of the range.
  /// - Parameters:
  ///   - entry: the name of the entry's table.
  ///   - code: an expression of the code.
  static func holds(entry: SQL, code: SQL) -> SQL {
    """
    case when \(entry).code_to is null then starts_with(\(code), \(entry).code_from)
      else left(\(code), length(\(entry).code_from)) >= \(entry).code_from
        and left(\(code), length(\(entry).code_to)) <= \(entry).code_to end
    """
  }
}
