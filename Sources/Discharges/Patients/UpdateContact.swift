import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Changes what is known of a number: its place in the order, whether it is good, whose it is. The number itself never changes: another
/// one is another contact, and this one stays.
struct UpdateContact: Command {
  static let name: StaticString = "patient.contact.update"
  static let summary: StaticString = "Changes the place, state or relation of a patient's number"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "contactId": "The number",
    "place": "Its place among the patient's numbers, from 1; the one on top is tried first",
    "state": "unverified, reached, wrong, vacant or unusable",
    "relation":
      "Whose it is: 0 the patient, 1 spouse, 2 son, 3 daughter, 4 grandchild, 5 parent, 6 grandparent, 7 sibling, 8 other",
    "isGuardian": "Whether it is a guardian's (监护人): called first for minors and in psychiatry",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]

  let contactId: UUID
  var place: Int?
  var state: ContactState?
  var relation: Kinship?
  var isGuardian: Bool?
  var expectedVersion: Int?

  /// What calling a number taught.
  enum ContactState: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case unverified, reached, wrong, vacant, unusable
  }

  /// The number as it is now.
  struct Output: Codable, Sendable, Described {
    let contactId: UUID
    let state: ContactState
    let version: Int
    static let descriptions = [
      "contactId": "The number", "state": "What calling it taught", "version": "Counts the number's changes",
    ]
  }

  static let example = Example(
    UpdateContact(
      contactId: ImportID.sample, place: 1, state: .vacant, relation: nil, isGuardian: nil, expectedVersion: nil),
    answers: Output(contactId: ImportID.sample, state: .vacant, version: 2))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    guard place.map({ (1...100).contains($0) }) ?? true else {
      throw Failure.violation(
        "place", "range", LocalizedText(chinese: "顺序须在 1 到 100 之间", english: "must be 1 to 100"))
    }
    let call = transaction.call
    let owners = try await transaction.rows(
      "select patient_id from discharges.contact where tenant_id = \(call.tenant) and contact_id = \(contactId)")
    guard let patient = try? owners.firstRow(UUID.self) else { throw Failure(.notFound) }
    try await PatientLock.take(patient, transaction)
    if let place { try await move(to: place, of: patient, transaction) }
    let rows = try await transaction.rows(
      """
      update discharges.contact c set state = coalesce(\(state?.rawValue), c.state),
          relation = coalesce(\(relation?.rawValue), c.relation),
          is_guardian = coalesce(\(isGuardian), c.is_guardian), version = c.version + 1
        where c.tenant_id = \(call.tenant) and c.contact_id = \(contactId)
          and app.guard(\(expectedVersion) is null or c.version = \(expectedVersion), 'VERSION_CONFLICT',
            'expectedVersion:versionConflict')
        returning c.state, c.version
      """)
    guard let row = rows.first, let (state, version) = try? row.decode((String, Int).self) else {
      throw Failure(.notFound)
    }
    return Audited(
      Output(contactId: contactId, state: ContactState(rawValue: state) ?? .unverified, version: version), count: 1)
  }

  /// Numbers all of the patient's contacts anew, this one in its place.
  private func move(
    to place: Int, of patient: UUID, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    let tenant = transaction.call.tenant
    try await transaction.rows(
      """
      update discharges.contact set position = ordered.place
        from (
          select c.contact_id, case when c.contact_id = \(contactId) then \(place)
              when n < \(place) then n else n + 1 end as place
            from (
              select c.*, row_number() over (
                  partition by c.contact_id = \(contactId) order by \(ContactOrder.columns))::integer as n
                from \(Person.contacts(tenant: tenant, of: "\(patient)"))) as c) as ordered
        where contact.tenant_id = \(tenant) and contact.contact_id = ordered.contact_id
      """)
  }
}
