/// A line of the benchmark: what was measured, beside what.
struct Measurement: Sendable {
  let name: String
  let meaning: String
  let unit: String
  /// What the target in the architecture is, in its words; nil where there is none.
  var target: String?
  /// What stands beside it.
  var besideName = ""
  var ours: [Double] = []
  var beside: [Double] = []

  /// Ours divided by what stood beside it, pair by pair.
  var ratios: [Double] { zip(ours, beside).map { $1 > 0 ? $0 / $1 : 0 } }
}

extension [Double] {
  /// The middle one, or the mean of the two middle ones.
  var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// Numbers as the report shows them.
enum Figure {
  /// With so many decimals.
  static func text(_ value: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    guard decimals > 0 else { return grouped(scaled) }
    let fraction = String(abs(scaled) % Int(scale))
    return grouped(scaled / Int(scale)) + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  private static func grouped(_ value: Int) -> String {
    let digits = Array(String(abs(value)))
    let text = digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }
    return (value < 0 ? "-" : "") + text.joined()
  }
}
