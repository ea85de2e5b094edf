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
    "patientId": "The patient", "reason": "Why plain text is needed, 4 to 200 characters; no personal data in it",
  ]

  let patientId: UUID
  let reason: String

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
    guard (4...200).contains(reason.count) else {
      throw Failure.violation(
        "reason", "length", LocalizedText(chinese: "查看明文须说明理由（4 到 200 个字符）", english: "must be 4 to 200 characters"))
    }
    let call = transaction.call
    // Only a patient with a discharge that the caller's scope covers: the row of the person alone belongs to no department.
    let rows = try await transaction.rows(
      """
      select p.subject_id, p.name, p.identity_number, p.address, p.birth_date, \(PatientName.alias) from discharges.patient p
        where p.tenant_id = \(call.tenant) and p.patient_id = (
            select self.person_id from discharges.patient self
              where self.tenant_id = \(call.tenant) and self.patient_id = \(patientId))
          and exists (
            select from discharges.discharge d
              where d.tenant_id = \(call.tenant)
                and d.patient_id = any (array(\(Person.rows(tenant: call.tenant, of: "select \(patientId)::uuid")))))
      """)
    guard let row = rows.first else { throw Failure(.notFound) }
    let contacts = try await transaction.rows(
      """
      select c.contact_id, c.source, c.relation, c.name, c.phone, c.state, c.is_guardian, c.version
        from \(Person.contacts(tenant: call.tenant, of: "\(patientId)"))
        order by \(ContactOrder.columns)
      """)
    do {
      let output = try Self.output(row, contacts, transaction.disclosure)
      try await transaction.note(reason)
      if output.alias != nil { try await transaction.flagAlias() }
      return Audited(output, count: 1)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.internalError)
    }
  }

  private static func output(_ row: Row, _ contacts: Rows, _ disclosure: Disclosure) throws -> Output {
    let (subject, name, identity, address, birthDate, alias) = try row.decode(
      (UUID, [UInt8], [UInt8]?, [UInt8]?, CalendarDay?, [UInt8]?).self)
    func open(_ bytes: [UInt8]?, _ column: SealedColumn) throws -> String? {
      try bytes.map { try disclosure.open(SealedText(bytes: $0), column, of: subject) }
    }
    return Output(
      name: try open(name, .patientName) ?? "", alias: try open(alias, .patientAlias),
      identityNumber: try open(identity, .patientIdentityNumber),
      address: try open(address, .patientAddress), birthDate: birthDate,
      numbers: try contacts.map { contact in
        var reader = RowReader(contact)
        return Number(
          contactId: try reader.next(), source: try reader.next(), relation: try reader.next(String?.self),
          name: try open(try reader.next([UInt8]?.self), .contactName),
          phone: try open(try reader.next([UInt8].self), .contactPhone) ?? "", state: try reader.next(),
          isGuardian: try reader.next(), version: try reader.next())
      })
  }
}
