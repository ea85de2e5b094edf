/// The member names that a decoding asked for, by tape index: one word for most requests.
struct KeySet {
  private var first: UInt64 = 0
  private var rest: [UInt64]

  init(entries: Int) {
    rest = entries > 64 ? [UInt64](repeating: 0, count: (entries - 1) / 64) : []
  }

  mutating func insert(_ index: Int) {
    if index < 64 {
      first |= 1 << UInt64(index)
    } else {
      rest[index / 64 - 1] |= 1 << UInt64(index % 64)
    }
  }

  func contains(_ index: Int) -> Bool {
    (index < 64 ? first : rest[index / 64 - 1]) & (1 << UInt64(index % 64)) != 0
  }
}
