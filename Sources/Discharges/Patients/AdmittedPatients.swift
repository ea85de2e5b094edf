import FoundationEssentials
import JSONRPC
package import Operations
import SQL
import Vault

/// Whose the record numbers of a list of inpatients are.
package struct AdmittedPatients: Sendable {
  /// Those whose stay may be opened, known before or registered now.
  package private(set) var accepted: Set<String> = []
  /// Of these, who wasn't known to the hospital.
  package private(set) var registered: Set<String> = []
  /// Nobody with a stay in the caller's scope, and nothing was said of the person.
  package private(set) var unknown: [String] = []
  /// Another person has the number already, as far as the caller may know.
  package private(set) var conflicts: [String] = []
  /// Recorded as dead: one of the two records is wrong.
  package private(set) var deceased: [String] = []

  /// Looks the numbers up, holds their rows, and registers who isn't known.
  ///
  /// Whom the caller's scope covers is accepted unless the person named is certainly another one. Somebody whom it doesn't cover must be
  /// named exactly: a record number alone opens nothing to another ward, and an alias can't be guessed this way.
  package static func resolve(
    _ people: [(recordNumber: String, newcomer: Newcomer?)], _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> AdmittedPatients {
    var result = AdmittedPatients()
    var known = try await load(people.map(\.recordNumber), transaction)
    for (number, newcomer) in people {
      guard let row = known[number] else {
        guard let newcomer else {
          result.unknown.append(number)
          continue
        }
        let subject = try await newcomer.register(number, transaction)
        known[number] = Known(
          subject: subject, isInScope: true, isAliased: false, isDead: false, marks: newcomer.marks(transaction.call))
        result.registered.insert(number)
        result.accepted.insert(number)
        continue
      }
      let marks = newcomer?.marks(transaction.call)
      if !row.isInScope, marks == nil {
        result.unknown.append(number)
      } else if let marks, row.isInScope ? row.marks.isAnother(than: marks) : !row.isSurely(marks) {
        result.conflicts.append(number)
      } else if row.isDead {
        result.deceased.append(number)
      } else {
        try transaction.disclosure.concerns(row.subject)
        result.accepted.insert(number)
      }
    }
    return result
  }

  /// What is stored of somebody.
  private struct Known: Sendable {
    let subject: UUID
    let isInScope: Bool
    let isAliased: Bool
    let isDead: Bool
    let marks: PersonMarks

    /// The same name, and nothing that speaks against it.
    func isSurely(_ named: PersonMarks) -> Bool {
      func agree<T>(_ first: Set<T>, _ second: Set<T>) -> Bool {
        first.isEmpty || second.isEmpty || !first.isDisjoint(with: second)
      }
      return !isAliased && !marks.names.isDisjoint(with: named.names) && agree(marks.sexes, named.sexes)
        && agree(marks.birthDates, named.birthDates)
    }
  }

  private static func load(
    _ numbers: [String], _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> [String: Known] {
    let tenant = transaction.call.tenant
    let kin: SQL =
      "select kin.patient_id from discharges.patient kin where kin.tenant_id = \(tenant) and kin.person_id = p.person_id"
    let rows = try await transaction.rows(
      """
      select p.record_number, p.subject_id, \(PatientLock.isInScope(tenant: tenant, kin: kin)), \(PatientName.alias) is not null,
          p.deceased, p.name_index, p.birth_date, p.sex, coalesce((
            select string_agg(encode(c.phone_index, 'hex'), ' ') from discharges.contact c
              where c.tenant_id = \(tenant) and c.patient_id = p.patient_id and c.phone_index <> ''), '')
        from discharges.patient p
        where p.tenant_id = \(tenant) and p.record_number = any (\(numbers)) order by p.patient_id for no key update of p
      """)
    var known: [String: Known] = [:]
    do {
      for row in rows {
        let (number, subject, isInScope, isAliased, isDead, name, birthDate, sex, phones) = try row.decode(
          (String, UUID, Bool, Bool, Bool, [UInt8], CalendarDay?, Int, String).self)
        known[number] = Known(
          subject: subject, isInScope: isInScope, isAliased: isAliased, isDead: isDead,
          marks: PersonMarks(
            names: [Hexadecimal.text(name)], birthDates: Set([birthDate?.daysSince1970].compactMap(\.self)),
            sexes: PersonMarks.told(sex), phones: Set(phones.split(separator: " ").map(String.init))))
      }
    } catch {
      throw Failure(.internalError)
    }
    return known
  }
}
