import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Shows a patient's name, numbers and address in plain text. The reason is mandatory and stands in the audit trail.
struct RevealPatient: Command {
  static let name: StaticString = "patient.reveal"
  static let summary: StaticString = "Shows a patient's name, numbers and address in plain text, for a stated reason"
  static let access = Access.requires(.patientReveal)
  static let audit = AuditRule.personal("reveal")
  static let descriptions = [
    "patientId": "The patient", "reason": "Why plain text is needed, 2 to 200 characters; no personal data in it",
  ]

  let patientId: UUID
  let reason: StatedReason

  /// The plain text.
  struct Output: Codable, Sendable, Described {
    let name: String
    let alias: String?
    let identityNumber: String?
    let address: String?
    let birthDate: CalendarDay?
    let numbers: [Number]
    static let descriptions = [
      "name": "The name", "alias": "What lists show instead; then the event stands out for review",
      "identityNumber": "The identity number", "address": "The address",
      "birthDate": "The birth date",
      "numbers": "The numbers, the one to be tried first on top",
    ]
  }

  /// A number.
  struct Number: Codable, Sendable, Described {
    let contactId: UUID
    let source: String
    let relation: String?
    let name: String?
    let phone: String
    let state: String
    let isGuardian: Bool
    let version: Int
    static let descriptions = [
      "contactId": "The number, to be named in patient.contact.update", "source": "patient, work, contact or added",
      "relation": "Whose it is, as the front page codes it: 0 the patient, 1 spouse … 8 other",
      "name": "The contact's name", "phone": "The number",
      "state": "unverified, reached, wrong, vacant or unusable", "isGuardian": "Whether it is a guardian's (监护人)",
      "version": "Counts the number's changes",
    ]
  }

  static let example = Example(
    RevealPatient(patientId: ImportID.sample, reason: "患者来电核对地址"),
    answers: Output(
      name: "张三丰", alias: nil, identityNumber: nil, address: nil, birthDate: .sample,
      numbers: [
        Number(
          contactId: ImportID.sample, source: "patient", relation: nil, name: nil, phone: "13800001234",
          state: "unverified", isGuardian: false, version: 1)
      ]))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    // Only a patient with a discharge that the caller's scope covers: the row of the person alone belongs to no department.
    let found = try await transaction.rows(
      Revealed.shape.select(
        from: """
          discharges.patient p
          where p.tenant_id = \(call.tenant) and p.patient_id = (
              select self.person_id from discharges.patient self
                where self.tenant_id = \(call.tenant) and self.patient_id = \(patientId))
            and exists (
              select from discharges.discharge d
                where d.tenant_id = \(call.tenant)
                  and d.patient_id = any (array(\(Person.rows(tenant: call.tenant, of: "select \(patientId)::uuid")))))
          """))
    guard let person = found.first else { throw Failure(.notFound) }
    let numbers = try await transaction.rows(
      Number.shape(of: person.subject).select(
        from: """
          \(Person.contacts(tenant: call.tenant, of: "\(patientId)"))
          order by \(ContactOrder.columns)
          """))
    try await transaction.note(reason.text)
    if person.alias != nil { try await transaction.flagAlias() }
    return Audited(
      Output(
        name: person.name, alias: person.alias, identityNumber: person.identityNumber, address: person.address,
        birthDate: person.birthDate, numbers: numbers), count: 1)
  }
}

/// What is shown of the person, without the numbers.
private struct Revealed {
  let subject: UUID
  let name: String
  let alias: String?
  let identityNumber: String?
  let address: String?
  let birthDate: CalendarDay?

  /// `p` is the patient.
  static let shape = PersonalShape(of: "p.subject_id") { row in
    Self(
      subject: try row["p.subject_id"],
      name: try row.opened("p.name", .patientName),
      alias: try row.opened("\(PatientName.alias)", .patientAlias),
      identityNumber: try row.opened("p.identity_number", .patientIdentityNumber),
      address: try row.opened("p.address", .patientAddress),
      birthDate: try row["p.birth_date"])
  }
}

extension RevealPatient.Number {
  /// `c` is the number.
  /// - Parameter subject: whose it is; of several record numbers that are one person, the one that the event names.
  fileprivate static func shape(of subject: UUID) -> PersonalShape<Self> {
    PersonalShape(of: "\(subject)") { row in
      Self(
        contactId: try row["c.contact_id"],
        source: try row["c.source"],
        relation: try row["c.relation"],
        name: try row.opened("c.name", .contactName),
        phone: try row.opened("c.phone", .contactPhone),
        state: try row["c.state"],
        isGuardian: try row["c.is_guardian"],
        version: try row["c.version"])
    }
  }
}
