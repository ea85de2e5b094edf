/// A telephone number of a front page, judged as to whether anybody can be reached by it.
public struct PhoneNumber: Sendable, Hashable {
  /// Whether the number can be dialled.
  public enum Usability: Sendable, Hashable {
    /// The field is blank or says so.
    case absent
    /// The number can be dialled.
    case usable
    /// Something is there, but it can't be dialled.
    case unusable(Defect)
  }

  /// Why a number can't be dialled.
  public enum Defect: String, Sendable, Hashable, CaseIterable {
    /// A spreadsheet turned it into 1.38E+10: the digits are lost for good.
    case scientificNotation
    /// Too few or too many digits for what it seems to be.
    case wrongLength
    /// One digit repeated, typed to fill an obligatory field.
    case placeholder
    /// No number at all.
    case notANumber
  }

  /// The digits to dial when usable (no spaces, hyphens or +86; an extension after `#`; `+` before a foreign country
  /// code); what the file said when unusable; nil when absent.
  public var text: String?
  /// Whether it can be dialled.
  public var usability: Usability

  /// A number and its judgement.
  public init(text: String?, usability: Usability) {
    self.text = text
    self.usability = usability
  }

  /// No number.
  public static let absent = PhoneNumber(text: nil, usability: .absent)

  /// Whether it can be dialled.
  public var isUsable: Bool { usability == .usable }

  /// Whether it is a mainland mobile number: 11 digits, 13…19.
  public var isMobile: Bool {
    guard isUsable, let text else { return false }
    return PhoneReading.isMobile(Array(text.utf8))
  }
}
