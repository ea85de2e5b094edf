import FoundationEssentials
import JSONRPC
import Operations
package import SQL
import Vault

/// Notes what no front page says of a patient: the alias under which staff and well-known people are shown, and who knows the diagnosis.
struct UpdatePatient: Command {
  static let name: StaticString = "patient.update"
  static let summary: StaticString = "Sets a patient's alias, and who knows the diagnosis"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "patientId": "The patient",
    "alias": "Shown instead of the name, 1 to 30 characters; empty removes it",
    "knowledgeOfDiagnosis":
      "Who knows the diagnosis: patient, family, or unknown, which counts as the patient not knowing",
    "knowledgeSource": "Where that is known from: patient, family, ward or record; needed with knowledgeOfDiagnosis",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]

  let patientId: UUID
  var alias: String?
  var knowledgeOfDiagnosis: DiagnosisKnowledge?
  var knowledgeSource: KnowledgeSource?
  var expectedVersion: Int?

  /// The patient after the change.
  struct Output: Codable, Sendable, Described {
    let patientId: UUID
    let version: Int
    static let descriptions = ["patientId": "The patient", "version": "Counts the patient's changes by hand"]
  }

  static let example = Example(
    UpdatePatient(
      patientId: ImportID.sample, alias: nil, knowledgeOfDiagnosis: .family, knowledgeSource: .ward,
      expectedVersion: nil),
    answers: Output(patientId: ImportID.sample, version: 2))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let index = try checkedAlias(call)
    guard (knowledgeOfDiagnosis == nil) == (knowledgeSource == nil) else {
      throw Failure.violation(
        "knowledgeSource", "withKnowledge",
        LocalizedText(chinese: "知情情况与其来源须一并填写", english: "goes with knowledgeOfDiagnosis: give both or neither"))
    }
    try await PatientLock.take(patientId, transaction)
    let rows = try await transaction.rows(
      """
      update discharges.patient p set version = p.version + 1,
          alias = case when \(alias == nil) then p.alias else \(index.map { _ in call.seal(alias ?? "", .patientAlias).bytes }) end,
          alias_index = case when \(alias == nil) then p.alias_index else \(index) end,
          knowledge_of_diagnosis = coalesce(\(knowledgeOfDiagnosis?.rawValue), p.knowledge_of_diagnosis),
          knowledge_source = coalesce(\(knowledgeSource?.rawValue), p.knowledge_source)
        where p.tenant_id = \(call.tenant) and p.patient_id = \(patientId)
          and app.guard(\(expectedVersion) is null or p.version = \(expectedVersion), 'VERSION_CONFLICT',
            'expectedVersion:versionConflict')
        returning p.version
      """)
    guard let version = try? rows.firstRow(Int.self) else { throw Failure(.notFound) }
    return Audited(Output(patientId: patientId, version: version), count: 1)
  }

  /// The alias's blind index; nil when there is to be none.
  private func checkedAlias(_ call: CallContext) throws(Failure) -> [UInt8]? {
    guard let alias, !alias.isEmpty else { return nil }
    guard alias.count <= 30, let index = call.blindIndex(alias, .name) else {
      throw Failure.violation(
        "alias", "length", LocalizedText(chinese: "化名须为 1 到 30 个字符", english: "must be 1 to 30 characters"))
    }
    return index
  }
}

/// 知情情况: who knows the diagnosis. What isn't known counts as the patient not knowing.
package enum DiagnosisKnowledge: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case patient, family, unknown
}

/// Where it is known from.
enum KnowledgeSource: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case patient, family, ward, record
}
