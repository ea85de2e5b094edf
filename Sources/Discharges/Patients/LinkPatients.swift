import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Links a child with its mother: who calls the mother knows of the child, and of its death before a word is said.
struct LinkPatients: Command {
  static let name: StaticString = "patient.link"
  static let summary: StaticString = "Links a newborn with its mother"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = ["motherId": "The mother", "childId": "The child, who has one mother"]

  let motherId: UUID
  let childId: UUID

  typealias Output = Done

  static let example = Example(
    LinkPatients(
      motherId: ImportID.sample, childId: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 7))),
    answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    guard motherId != childId else {
      throw Failure.violation(
        "childId", "another", LocalizedText(chinese: "须为另一名患者", english: "must be another patient than motherId"))
    }
    try await PatientLock.take(both: [motherId, childId], transaction)
    try await transaction.rows(
      """
      select app.guard(m.sex <> 1, 'RULE_VIOLATION', 'motherId:notAMother'),
          app.guard(m.birth_date is null or c.birth_date is null or m.birth_date < c.birth_date, 'RULE_VIOLATION',
            'childId:olderThanMother'),
          app.guard(m.person_id <> c.person_id, 'RULE_VIOLATION', 'childId:ownMother'),
          app.guard(not exists (
            select from discharges.patient kin
              join discharges.mother_child link on link.tenant_id = \(call.tenant) and link.child_id = kin.patient_id
              where kin.tenant_id = \(call.tenant) and kin.person_id = c.person_id), 'ALREADY_EXISTS', 'childId:hasMother')
        from discharges.patient m join discharges.patient c on c.tenant_id = \(call.tenant) and c.patient_id = \(childId)
        where m.tenant_id = \(call.tenant) and m.patient_id = \(motherId)
      """)
    try await transaction.rows(
      """
      insert into discharges.mother_child (tenant_id, child_id, mother_id, linked_by)
      values (\(call.tenant), \(childId), \(motherId), \(call.actor.account))
      """)
    // The other suggestions about the child are settled with it.
    try await transaction.rows(
      """
      update discharges.mother_suggestion set status = case when mother_id = \(motherId) then 'linked' else 'dismissed' end
        where tenant_id = \(call.tenant) and child_id = \(childId) and (status = 'open' or mother_id = \(motherId))
      """)
    return Audited(Done(), count: 2)
  }
}
