/// Finds how far a string needs no attention: eight bytes at a time, since most bytes of most strings are such.
enum PlainRun {
  /// The first index at or after `start` that holds a quote, a backslash, a control character or a byte of a multi-byte
  /// sequence; the end of the bytes when there is none.
  static func endOfASCII(in text: Span<UInt8>, from start: Int) -> Int {
    end(in: text, from: start) { specials(in: $0) | ($0 & tops) }
  }

  /// The first index at or after `start` whose byte must be escaped in a string; the end when there is none.
  static func endUnescaped(in text: Span<UInt8>, from start: Int) -> Int {
    end(in: text, from: start, marking: specials)
  }

  /// `marking` sets the top bit of every byte of a word that ends the run.
  @inline(__always)
  private static func end(in text: Span<UInt8>, from start: Int, marking: (UInt64) -> UInt64) -> Int {
    let raw = unsafe text.bytes
    var index = start
    while index &+ 8 <= raw.byteCount {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A borrow may mark bytes above the first one marked, never below it.
      let marked = marking(UInt64(littleEndian: word))
      if marked != 0 { return index &+ marked.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < text.count, marking(UInt64(text[index]) | filler) == 0 { index &+= 1 }
    return index
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080
  /// Seven spaces above the one byte that is looked at.
  private static let filler: UInt64 = 0x2020_2020_2020_2000

  /// The top bit of every quote, backslash and control character.
  private static func specials(in word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* UInt64(UInt8.quote))
    let backslashes = word ^ (ones &* UInt64(UInt8.backslash))
    let controls = (word &- ones &* 0x20) & ~word
    return (controls | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)) & tops
  }
}
