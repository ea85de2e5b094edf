/// One scanned value or member name: where it stands in the bytes, and where the next one begins on the tape.
///
/// An object is followed by name, value, name, value …; an array by its elements. 20 bytes each, so that a request's
/// tape is one small allocation.
struct TapeEntry: Sendable {
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    /// A string that holds a backslash: its bytes must be unescaped before use.
    static let escaped = Traits(rawValue: 1)
    /// A number without fraction and exponent.
    static let integral = Traits(rawValue: 2)
    /// A member's name.
    static let key = Traits(rawValue: 4)
  }

  var kind: JSONValue.Kind
  var traits: Traits = []
  /// The first byte; for a string its opening quote.
  var start: UInt32
  /// One past the last byte.
  var end: UInt32
  /// The tape index after this entry and everything in it.
  var next: UInt32
  /// Members of an object or elements of an array.
  var count: UInt32 = 0
}

/// A scanned document's bytes and tape, shared by all cursors into it.
final class JSONStorage: Sendable {
  let bytes: [UInt8]
  let tape: [TapeEntry]

  init(bytes: [UInt8], tape: [TapeEntry]) {
    self.bytes = bytes
    self.tape = tape
  }

  func rawBytes(_ index: Int) -> ArraySlice<UInt8> {
    bytes[Int(tape[index].start)..<Int(tape[index].end)]
  }

  /// The bytes of a string or member name between its quotes, escapes resolved.
  func stringBytes(_ index: Int) -> ArraySlice<UInt8> {
    let entry = tape[index]
    let inner = bytes[Int(entry.start) + 1..<Int(entry.end) - 1]
    return entry.traits.contains(.escaped) ? JSONEscapes.resolve(inner)[...] : inner
  }

  func string(_ index: Int) -> String {
    let entry = tape[index]
    if entry.traits.contains(.escaped) { return String(decoding: stringBytes(index), as: UTF8.self) }
    let inner = Int(entry.start) + 1..<Int(entry.end) - 1
    return unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0[inner], as: UTF8.self) }
  }

  /// Compared byte by byte: Swift's own comparison holds composed and decomposed characters to be equal, JSON doesn't.
  func key(_ index: Int, equals name: String) -> Bool {
    let entry = tape[index]
    if entry.traits.contains(.escaped) { return stringBytes(index).elementsEqual(name.utf8) }
    guard Int(entry.end - entry.start) - 2 == name.utf8.count else { return false }
    var position = Int(entry.start) + 1
    for byte in name.utf8 {
      guard bytes[position] == byte else { return false }
      position += 1
    }
    return true
  }
}
