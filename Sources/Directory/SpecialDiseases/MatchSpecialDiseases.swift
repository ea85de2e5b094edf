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
      Match.shape.select(
        from: """
          directory.special_disease_list l
          cross join lateral (
            select * from directory.special_disease_entry e
              where e.tenant_id = l.tenant_id and e.list_id = l.list_id and e.version = l.version and e.kind = \(kind.rawValue)
                and \(SpecialDiseaseMatching.holds(entry: "e", code: "\(code.text)"))
              order by e.place limit 1) as e
          where l.tenant_id = \(call.tenant) and l.status = 'active' order by l.name limit 500
          """), lane: .list
    ) { Found(items: $0.items) }
  }
}

extension MatchSpecialDiseases.Match {
  /// `l` is the list, `e` its entry.
  static let shape = RowShape { row in
    Self(
      listId: try row["l.list_id"],
      name: try row["l.name"],
      version: try row["l.version"],
      codeFrom: try row["e.code_from"],
      codeTo: try row["e.code_to"],
      label: try row["e.label"])
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
