package import FoundationEssentials
import JSONRPC
package import Operations
import SQL
import Vault

/// A number that somebody gives by hand. It goes on top of the patient's numbers, sealed and indexed as an imported one; what was there
/// stays.
package struct GivenNumber: Sendable {
  private let phone: String
  private let name: String?
  private let relation: Kinship?
  private let isGuardian: Bool

  /// - Throws: `INVALID_PARAMS` naming what can't be a number or a name.
  package init(phone: String, name: String?, relation: Kinship?, isGuardian: Bool = false) throws(Failure) {
    guard phone.count <= 40, (7...15).contains(Normalised.phone(phone).count) else {
      throw Failure.violation(
        "phone", "phone",
        LocalizedText(chinese: "电话号码须有 7 到 15 位数字", english: "must have 7 to 15 digits; landlines with their area code")
      )
    }
    guard name.map({ (1...60).contains($0.count) }) ?? true else {
      throw Failure.violation(
        "name", "length", LocalizedText(chinese: "姓名须为 1 到 60 个字符", english: "must be 1 to 60 characters"))
    }
    self.phone = phone
    self.name = name
    self.relation = relation
    self.isGuardian = isGuardian
  }

  /// Puts the number on top. One that the patient has already is moved there when it may still be good, and refused when it was found
  /// wrong. The patient's row is held.
  /// - Parameter acceptsKnown: whether a good number that is there already is an answer too.
  package func store(
    for patient: UUID, acceptsKnown: Bool, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> UUID {
    let call = transaction.call
    let index = call.blindIndex(phone, .phone) ?? []
    let known = try await transaction.rows(
      """
      select c.contact_id, \(ContactOrder.isUsable) 
        from \(Person.contacts(tenant: call.tenant, of: "\(patient)")) and c.phone_index = \(index)
        order by \(ContactOrder.columns) limit 1
      """)
    if let row = known.first, let (contact, isUsable) = try? row.decode((UUID, Bool).self) {
      try Self.check(isUsable: isUsable, acceptsKnown: acceptsKnown)
      try await transaction.rows(
        """
        update discharges.contact set position = \(Self.top(call.tenant, patient)), version = version + 1
          where tenant_id = \(call.tenant) and contact_id = \(contact)
        """)
      return contact
    }
    let contact = UUID.version7()
    try await transaction.rows(
      """
      insert into discharges.contact (tenant_id, contact_id, patient_id, source, relation, name, phone, phone_index,
        last_four_index, position, is_guardian, added_by)
      select \(call.tenant), \(contact), \(patient), 'added', \(relation?.rawValue),
          \(name.map { call.seal($0, .contactName).bytes }), \(call.seal(phone, .contactPhone).bytes), \(index),
          \(call.blindIndex(phone, .phoneLastFour) ?? []), \(Self.top(call.tenant, patient)),
          \(isGuardian), \(call.actor.account)
      """)
    try await transaction.rows(DuplicateSearch.statement(tenant: call.tenant, patients: "select \(patient)::uuid"))
    return contact
  }

  private static func check(isUsable: Bool, acceptsKnown: Bool) throws(Failure) {
    guard isUsable else {
      throw Failure.rule(
        "phone", "foundWrong",
        LocalizedText(
          chinese: "该号码已核实为错号、空号或不可用；请提供其他号码，或先更正其状态",
          english: "this number was found wrong, vacant or unusable; give another one, or set its state first"))
    }
    guard acceptsKnown else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "phone", rule: "unique",
            message: LocalizedText(
              chinese: "该患者已有此号码；如需优先拨打，请调整其顺序",
              english: "the patient has this number already; change its place to have it tried first"))
        ])
    }
  }

  /// Before all others.
  private static func top(_ tenant: UUID, _ patient: UUID) -> SQL {
    """
    (select coalesce(min(c.position), 1000) - 1 from \(Person.contacts(tenant: tenant, of: "\(patient)")))
    """
  }
}

/// Whose number it is, as the front page codes the contact person's relation: 0 the patient, 1 spouse, 2 son, 3 daughter,
/// 4 grandchild, 5 parent, 6 grandparent, 7 sibling, 8 other.
package enum Kinship: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case patient = "0"
  case spouse = "1"
  case son = "2"
  case daughter = "3"
  case grandchild = "4"
  case parent = "5"
  case grandparent = "6"
  case sibling = "7"
  case other = "8"
}
