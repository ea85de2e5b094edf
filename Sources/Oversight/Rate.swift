import JSONRPC

/// A share with what it is a share of. The percentage is text, so that nobody's arithmetic changes its last digit.
struct Rate: Codable, Sendable, Described {
  let numerator: Int
  let denominator: Int
  let percent: String?

  static let descriptions = [
    "numerator": "How many",
    "denominator": "Of how many",
    "percent": "100 × numerator / denominator with two decimals, halves rounded up; absent when the denominator is 0",
  ]

  init(_ numerator: Int, of denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
    percent = Self.percent(numerator, of: denominator)
  }

  /// In integers throughout: 19,793 of 27,615 is 71.67 (000-5), and no binary fraction comes near it.
  static func percent(_ numerator: Int, of denominator: Int) -> String? {
    guard denominator > 0 else { return nil }
    let hundredths = (numerator * 20_000 + denominator) / (2 * denominator)
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
