import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// A number by which the patient can be reached.
struct ContactView: Codable, Sendable, Described {
  let contactId: UUID
  let source: String
  let relation: String?
  let name: String?
  let phone: String
  let state: String
  let isGuardian: Bool
  let version: Int

  static let descriptions = [
    "contactId": "The contact, to be named in the attempt",
    "source": "patient, work, contact (联系人), or added by hand",
    "relation": "The contact's relation to the patient, as the front page has it",
    "name": "The contact's name",
    "phone": "The number",
    "state": "unverified, reached, wrong, vacant or unusable",
    "isGuardian": "Whether it is a guardian's (监护人)",
    "version": "Counts the number's changes",
  ]
}

/// An attempt, as the next caller should know it.
struct AttemptView: Codable, Sendable, Described {
  let at: Date
  let disposition: Disposition
  let respondent: Respondent?
  let by: String

  static let descriptions = [
    "at": "When", "disposition": "How it ended", "respondent": "Who answered", "by": "Who called",
  ]
}

extension ContactView {
  private static let firstColumn = 36

  /// The name beside the number `c` of the patient `p`. Front pages name the patient himself as the one to ask, or somebody of whom
  /// nothing is said: under an alias that name isn't shown.
  static let name: SQL = "case when \(PatientName.alias) is null or c.relation <> '0' then c.name end"

  /// - Returns: nil on the one row of a patient without any number.
  init?(_ row: Row, _ disclosure: Disclosure, subject: UUID, isPlain: Bool) throws {
    let first = Self.firstColumn
    guard let id = try row.column(first, as: UUID?.self) else { return nil }
    func text(_ bytes: [UInt8], _ column: SealedColumn) throws -> String {
      let sealed = SealedText(bytes: bytes)
      return isPlain
        ? try disclosure.open(sealed, column, of: subject) : try disclosure.masked(sealed, column, of: subject)
    }
    contactId = id
    source = try row.column(first + 1)
    relation = try row.column(first + 2, as: String?.self)
    name = try row.column(first + 3, as: [UInt8]?.self).map { try text($0, .contactName) }
    phone = try text(try row.column(first + 4), .contactPhone)
    state = try row.column(first + 5)
    version = try row.column(first + 6)
    isGuardian = try row.column(first + 7)
  }
}
