import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Notes a number that somebody gave: the patient, a relative, the ward. It is tried first from now on, and whoever waited for a number
/// waits no longer.
struct AddContact: Command {
  static let name: StaticString = "patient.contact.add"
  static let summary: StaticString = "Adds a number of a patient's, to be tried first; the old ones are kept"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "patientId": "The patient",
    "phone": "The number, 7 to 15 digits; landlines with their area code",
    "name": "Whose it is, by name",
    "relation":
      "Whose it is: 0 the patient, 1 spouse, 2 son, 3 daughter, 4 grandchild, 5 parent, 6 grandparent, 7 sibling, 8 other",
    "isGuardian": "Whether it is a guardian's (监护人): called first for minors and in psychiatry",
  ]

  let patientId: UUID
  let phone: String
  var name: String?
  var relation: Kinship?
  var isGuardian: Bool?

  /// The new number.
  struct Output: Codable, Sendable, Described {
    let contactId: UUID
    let reopenedTasks: Int
    static let descriptions = [
      "contactId": "The number, to be named in attempts and changes",
      "reopenedTasks": "How many tasks had waited for a number and are on the worklist again",
    ]
  }

  static let example = Example(
    AddContact(
      patientId: TaskSummary.sample.taskId, phone: "13900005678", name: "张小丰", relation: .son, isGuardian: nil),
    answers: Output(contactId: TaskSummary.sample.taskId, reopenedTasks: 0))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let number = try GivenNumber(phone: phone, name: name, relation: relation, isGuardian: isGuardian ?? false)
    try await PatientLock.take(patientId, transaction)
    let contact = try await number.store(for: patientId, acceptsKnown: false, transaction)
    let reopened = try await transaction.shared { shared in
      var reopened = 0
      for effects in shared.effects((any PatientEffects).self) {
        reopened += try await effects.numberAdded(shared, patient: patientId, contact: contact)
      }
      return reopened
    }
    return Audited(Output(contactId: contact, reopenedTasks: reopened), count: 1)
  }
}
