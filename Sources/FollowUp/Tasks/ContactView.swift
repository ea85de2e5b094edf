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
  /// The name beside the number `c` of the patient `p`. Front pages name the patient himself as the one to ask, or somebody of whom
  /// nothing is said: under an alias that name isn't shown.
  static let name: SQL = "case when \(PatientName.alias) is null or c.relation <> '0' then c.name end"

  /// `c` is the number.
  /// - Parameter isPlain: whether name and number are shown in plain text.
  init(_ row: inout PersonalColumns, isPlain: Bool) throws {
    contactId = try row["c.contact_id"]
    source = try row["c.source"]
    relation = try row["c.relation"]
    name = try isPlain ? row.opened(Self.name, .contactName) : row.masked(Self.name, .contactName)
    phone = try isPlain ? row.opened("c.phone", .contactPhone) : row.masked("c.phone", .contactPhone)
    state = try row["c.state"]
    isGuardian = try row["c.is_guardian"]
    version = try row["c.version"]
  }
}
