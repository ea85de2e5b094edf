import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The ward answers with a number. It is tried first from now on, the old one stays as what it was found to be, and the tasks that waited
/// or had ended for want of a number are on the worklist again.
struct CompleteCorrection: Command {
  static let name: StaticString = "patient.correction.complete"
  static let summary: StaticString = "Answers a request for a number; the tasks that waited for it reopen"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("followUp")
  static let descriptions = [
    "correctionId": "The request",
    "phone": "The number, 7 to 15 digits; landlines with their area code",
    "name": "Whose it is, by name",
    "relation":
      "Whose it is: 0 the patient, 1 spouse, 2 son, 3 daughter, 4 grandchild, 5 parent, 6 grandparent, 7 sibling, 8 other",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]

  let correctionId: UUID
  let phone: String
  var name: String?
  var relation: Kinship?
  var expectedVersion: Int?

  /// What the number brought.
  struct Output: Codable, Sendable, Described {
    let contactId: UUID
    let reopenedTasks: Int
    static let descriptions = [
      "contactId": "The number, to be named in attempts and changes",
      "reopenedTasks": "How many tasks are on the worklist again",
    ]
  }

  static let example = Example(
    CompleteCorrection(
      correctionId: TaskSummary.sample.taskId, phone: "13900005678", name: nil, relation: .patient, expectedVersion: 1),
    answers: Output(contactId: TaskSummary.sample.taskId, reopenedTasks: 1))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let number = try GivenNumber(phone: phone, name: name, relation: relation)
    let patient = try await NumberCorrection.take(correctionId, expectedVersion: expectedVersion, transaction).patient
    let contact = try await number.store(for: patient, acceptsKnown: true, transaction)
    let reopened = try await transaction.shared {
      try await NumberCorrection.answer($0, patient: patient, correction: correctionId, by: contact)
    }
    return Audited(Output(contactId: contact, reopenedTasks: reopened), count: 1)
  }
}
