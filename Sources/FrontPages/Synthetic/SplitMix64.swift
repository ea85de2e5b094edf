/// The SplitMix64 generator (Steele, Lea, Flood 2014): small, fast, and the same on every machine, so that a seed names a
/// file for good. Nothing secret may come from it.
struct SplitMix64: Sendable {
  private var state: UInt64

  /// A stream of its own for each combination of numbers.
  init(_ seed: UInt64, _ stream: UInt64 = 0, _ index: UInt64 = 0) {
    state = seed
    for number in [stream, index] {
      state ^= next() &+ number &* 0x9E37_79B9_7F4A_7C15
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in the range.
  mutating func pick(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// One of the elements, which must not be empty.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[pick(0...elements.count - 1)]
  }

  /// Whether an event of that many in a thousand happens.
  mutating func happens(_ perMille: Int) -> Bool {
    next() % 1000 < UInt64(perMille)
  }
}
