/// The languages in which messages are written.
public enum Language: String, Sendable, Hashable, CaseIterable {
  /// Simplified Chinese: what hospital staff read, hence the default.
  case chinese = "zh-CN"
  /// English, for integrators.
  case english = "en"

  /// Negotiates by `Accept-Language` (RFC 9110 §12.5.4).
  ///
  /// The language with the higher quality wins; of equal ones that named first, except that `*` and a missing,
  /// malformed or unsatisfiable header mean Chinese.
  public init(acceptLanguage: String?) {
    let ranges = (acceptLanguage ?? "").split(separator: ",").compactMap(LanguageRange.init)
    let chinese = LanguageRange.quality(of: "zh", in: ranges)
    let english = LanguageRange.quality(of: "en", in: ranges)
    let englishWins = english.quality > chinese.quality || english.isBefore(chinese)
    self = englishWins && english.quality > 0 ? .english : .chinese
  }
}

/// One element of `Accept-Language`: `en-GB;q=0.8`.
struct LanguageRange {
  /// The primary subtag in lower case, or `*`.
  let primaryTag: String
  /// Thousandths, 0 to 1000; 0 means "not this one".
  let quality: Int

  init?(_ element: Substring) {
    let parts = element.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmed }
    guard let tag = parts.first, !tag.isEmpty, tag.utf8.count <= 64 else { return nil }
    primaryTag = tag.split(separator: "-").first?.lowercased() ?? ""
    guard parts.count > 1 else {
      quality = 1000
      return
    }
    let weight = parts[1].lowercased()
    guard parts.count == 2, weight.hasPrefix("q="), let quality = Self.thousandths(weight.dropFirst(2)) else {
      return nil
    }
    self.quality = quality
  }

  /// `0`, `0.5`, `1.000`: at most three decimals and at most 1 (RFC 9110 §12.4.2).
  private static func thousandths(_ text: Substring) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, whole == "0" || whole == "1" else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.utf8.count <= 3, decimals.utf8.allSatisfy(\.isDigit) else { return nil }
    let padded = decimals + String(repeating: "0", count: 3 - decimals.utf8.count)
    let value = (whole == "1" ? 1000 : 0) + (Int(padded) ?? 0)
    return value <= 1000 ? value : nil
  }

  /// The best quality that a language gets and where it was named; `*` covers what isn't named.
  static func quality(of tag: String, in ranges: [LanguageRange]) -> Match {
    let named = ranges.enumerated().filter { $0.element.primaryTag == tag }
    if let best = named.map(\.element.quality).max() {
      return Match(quality: best, position: named.first { $0.element.quality == best }?.offset)
    }
    return Match(quality: ranges.filter { $0.primaryTag == "*" }.map(\.quality).max() ?? 0, position: nil)
  }

  struct Match {
    let quality: Int
    /// Nil when only `*` covers it.
    let position: Int?

    func isBefore(_ other: Match) -> Bool {
      guard quality == other.quality, let position, let otherPosition = other.position else { return false }
      return position < otherPosition
    }
  }
}

extension Substring {
  /// Without spaces and tabs at either end.
  var trimmed: Substring {
    var result = self
    while let first = result.utf8.first, first == .space || first == .tab { result.removeFirst() }
    while let last = result.utf8.last, last == .space || last == .tab { result.removeLast() }
    return result
  }
}
