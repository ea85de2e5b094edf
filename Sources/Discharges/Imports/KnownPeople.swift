import FoundationEssentials
import FrontPages
import Operations
import SQL
import Vault

/// Whose the record numbers of a chunk are: as stored, and as the chunk's own earlier rows say. It tells when a row gives a record
/// number to another person, by blind indexes and plain fields, without opening anything.
///
/// A name that differs is no proof: names are corrected, and change with marriage or when a newborn gets one. It is another person
/// when the name differs and nothing confirms that it is the same:
/// 1. Both identity numbers are known (and valid): they decide alone.
/// 2. Else another sex is another person; and where both birth dates are known, another one is, and the same one isn't.
/// 3. Else one who shares none of the patient's own telephone numbers is another person: nothing known never confirms.
/// With the same name the row is an update, whatever else it corrects.
struct KnownPeople: Sendable {
  private var people: [String: PersonMarks] = [:]
  private let sealer: Sealer

  private init(_ sealer: Sealer) {
    self.sealer = sealer
  }

  /// The patients who have one of the record numbers.
  static func load(
    _ recordNumbers: Set<String>, _ transaction: borrowing JobTransaction
  ) async throws -> KnownPeople {
    var known = KnownPeople(transaction.sealer)
    guard !recordNumbers.isEmpty else { return known }
    let rows = try await transaction.rows(
      """
      select p.record_number, p.name_index, p.sex, p.birth_date, p.identity_index,
          coalesce((select string_agg(encode(c.phone_index, 'hex'), ' ') from discharges.contact c
            where c.tenant_id = p.tenant_id and c.patient_id = p.patient_id and c.source = 'patient' and c.phone_index <> ''), '')
        from discharges.patient p
        where p.tenant_id = \(transaction.tenant) and p.record_number = any (\(Array(recordNumbers)))
      """)
    for row in rows {
      let (number, name, sex, birthDate, identity, phones) = try row.decode(
        (String, [UInt8], Int, CalendarDay?, [UInt8]?, String).self)
      known.people[number] = PersonMarks(
        names: [Hexadecimal.text(name)], identities: Set([identity.map(Hexadecimal.text)].compactMap(\.self)),
        birthDates: Set([birthDate?.daysSince1970].compactMap(\.self)), sexes: PersonMarks.told(sex),
        phones: Set(phones.split(separator: " ").map(String.init)))
    }
    return known
  }

  /// Takes a row's person as the owner of its record number.
  /// - Returns: whether the number is free or the same person's; false when the row must be rejected.
  mutating func accepts(_ page: FrontPage) -> Bool {
    let marks = marks(of: page)
    guard var owner = people[page.recordNumber] else {
      people[page.recordNumber] = marks
      return true
    }
    guard !owner.isAnother(than: marks) else { return false }
    owner.formUnion(marks)
    people[page.recordNumber] = owner
    return true
  }

  private func marks(of page: FrontPage) -> PersonMarks {
    func index(_ text: String?, _ purpose: BlindIndexPurpose) -> Set<String> {
      guard let text, let index = sealer.blindIndex(text, purpose) else { return [] }
      return [Hexadecimal.text(index)]
    }
    let identity = page.identityNumber.flatMap { $0.state == .valid ? $0.text : nil }
    let further = page.furtherNumbers.filter { $0.field == .phone }.map { index($0.number.text, .phone) }
    return PersonMarks(
      names: index(page.name, .name), identities: index(identity, .identityNumber),
      birthDates: Set([page.birthDate?.daysSince1970].compactMap(\.self)), sexes: PersonMarks.told(page.sex.rawValue),
      phones: further.reduce(into: index(page.phone.text, .phone)) { $0.formUnion($1) })
  }
}

/// By what a person is told apart; each empty when nothing is known. Several values when accepted rows said several.
struct PersonMarks: Sendable, Hashable {
  var names: Set<String> = []
  var identities: Set<String> = []
  var birthDates: Set<Int> = []
  var sexes: Set<Int> = []
  var phones: Set<String> = []

  /// A sex that says something: 0 unknown and 9 not stated don't.
  static func told(_ sex: Int) -> Set<Int> { sex == 1 || sex == 2 ? [sex] : [] }

  /// Whether the marks are certainly, or for all that is known, another person's.
  func isAnother(than other: PersonMarks) -> Bool {
    if !names.isDisjoint(with: other.names) { return isNamesake(of: other) }
    if !identities.isEmpty, !other.identities.isEmpty { return identities.isDisjoint(with: other.identities) }
    if !sexes.isEmpty, !other.sexes.isEmpty, sexes.isDisjoint(with: other.sexes) { return true }
    if !birthDates.isEmpty, !other.birthDates.isEmpty { return birthDates.isDisjoint(with: other.birthDates) }
    return phones.isDisjoint(with: other.phones)
  }

  /// The same name, and everything else speaks against it: another valid identity number, another birth date, no number in common.
  private func isNamesake(of other: PersonMarks) -> Bool {
    func contradict<Mark>(_ first: Set<Mark>, _ second: Set<Mark>) -> Bool {
      !first.isEmpty && !second.isEmpty && first.isDisjoint(with: second)
    }
    return contradict(identities, other.identities) && contradict(birthDates, other.birthDates)
      && phones.isDisjoint(with: other.phones)
  }

  mutating func formUnion(_ other: PersonMarks) {
    names.formUnion(other.names)
    identities.formUnion(other.identities)
    birthDates.formUnion(other.birthDates)
    sexes.formUnion(other.sexes)
    phones.formUnion(other.phones)
  }
}
