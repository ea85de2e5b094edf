import FoundationEssentials
import FrontPages
import Operations
import Postgres
import SQL
import Vault

/// A number of a front page as a row of the temporary table.
struct IncomingContact {
  private let recordNumber: String
  private let source: String
  private let relation: String?
  private let name: [UInt8]?
  private let phone: [UInt8]
  private let phoneIndex: [UInt8]?
  private let lastFourIndex: [UInt8]?
  private let isUsable: Bool

  /// The numbers of a page: the patient's own, the work place's, the contact's. Numbers that are lost in the file are kept as unusable.
  static func all(of page: FrontPage, _ sealer: Sealer) -> [IncomingContact] {
    let relation = page.contact.relation.map { String($0.rawValue) }
    let first = [
      IncomingContact(page, "patient", page.phone, nil, nil, sealer),
      IncomingContact(page, "work", page.workPhone, nil, nil, sealer),
      IncomingContact(page, "contact", page.contact.phone, page.contact.name, relation, sealer),
    ]
    let further = page.furtherNumbers.map { further in
      switch further.field {
      case .contactPhone: IncomingContact(page, "contact", further.number, page.contact.name, relation, sealer)
      case .workPhone: IncomingContact(page, "work", further.number, nil, nil, sealer)
      default: IncomingContact(page, "patient", further.number, nil, nil, sealer)
      }
    }
    return (first + further).compactMap { $0 }
  }

  private init?(
    _ page: FrontPage, _ source: String, _ number: PhoneNumber, _ name: String?, _ relation: String?,
    _ sealer: Sealer
  ) {
    guard let text = number.text, !text.isEmpty else { return nil }
    recordNumber = page.recordNumber
    self.source = source
    self.relation = relation
    self.name = name.map { sealer.seal($0, .contactName) }
    phone = sealer.seal(text, .contactPhone)
    phoneIndex = sealer.blindIndex(text, .phone)
    lastFourIndex = sealer.blindIndex(text, .phoneLastFour)
    isUsable = number.isUsable
  }

  func append(to rows: inout CopyRows) {
    rows.append(
      recordNumber, source, relation, name, phone, phoneIndex, lastFourIndex, isUsable)
  }
}
