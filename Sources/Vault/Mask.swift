/// What is shown of personal data in lists and to roles that need no more; revealing the rest is an audited act.
///
/// Masks never fail: what is not of the expected form is hidden further, not shown. Characters are counted as people see
/// them, so rare ideographs beyond the basic plane are one each.
public enum Mask {
  /// A name: 张* of two characters, 张*丰 of three, first and last of longer ones; `*` for one. Names without ideographs
  /// keep the first letter of each word: J*** S****.
  public static func name(_ text: String) -> String {
    let name = text.trimmed
    guard name.count > 1 else { return stars(name.count) }
    let isChinese = name.unicodeScalars.contains { $0.properties.isIdeographic }
    guard isChinese else { return initials(name) }
    return name.count == 2 ? ends(of: name, first: 1, last: 0) : ends(of: name, first: 1, last: 1)
  }

  /// A telephone number: 138****1234 of an 11-digit mobile number, with the country's prefix dropped.
  ///
  /// Of other numbers the first three digits, and the last four when there are eleven or more, else the last two; up to
  /// seven digits nothing. Spaces, hyphens and words beside the number are not shown.
  public static func phone(_ text: String) -> String {
    let digits = Normalised.phone(text)
    switch digits.count {
    case 0: return stars(text.trimmed.count)
    case ...7: return stars(digits.count)
    case 8...10: return ends(of: digits, first: 3, last: 2)
    default: return ends(of: digits, first: 3, last: 4)
    }
  }

  /// A document's number: 340304********1234 of a resident identity number; of one with 15 digits, as issued before 1999,
  /// the first six and the last three, which leaves the birth date hidden; of another document the first and the last
  /// character, nothing when it has two or fewer.
  public static func identityNumber(_ text: String) -> String {
    let number = Normalised.identityNumber(text)
    if number.count == 18, number.dropLast().allSatisfy(\.isDecimalDigit) { return ends(of: number, first: 6, last: 4) }
    if number.count == 15, number.allSatisfy(\.isDecimalDigit) { return ends(of: number, first: 6, last: 3) }
    return number.count > 2 ? ends(of: number, first: 1, last: 1) : stars(number.count)
  }

  /// An address to the district 区, county 县, banner 旗 or county-level city 市, and `****` for the rest.
  ///
  /// Where no district is found: to the city; where no city either, the first six characters, but no more than half.
  public static func address(_ text: String) -> String {
    let address = text.trimmed
    let shown = AddressDivisions.publicLength(of: address) ?? min(6, address.count / 2)
    return shown == address.count ? address : address.prefix(shown) + "****"
  }

  private static func initials(_ name: String) -> String {
    var startsWord = true
    return String(
      name.map { character in
        guard character.isLetter || character.isNumber else {
          startsWord = true
          return character
        }
        defer { startsWord = false }
        return startsWord ? character : "*"
      })
  }

  private static func ends(of text: String, first: Int, last: Int) -> String {
    text.prefix(first) + stars(text.count - first - last) + text.suffix(last)
  }

  private static func stars(_ count: Int) -> String { String(repeating: "*", count: count) }
}

extension String {
  /// Without white space and invisible characters at either end.
  fileprivate var trimmed: String {
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.isSpace }), let end = scalars.lastIndex(where: { !$0.isSpace })
    else { return "" }
    return String(scalars[start...end])
  }
}

extension Character {
  fileprivate var isDecimalDigit: Bool { ("0"..."9").contains(self) }
}
