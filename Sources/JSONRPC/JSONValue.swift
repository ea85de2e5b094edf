/// A cursor at one value of a scanned document; copying it copies a reference and a number.
///
/// As a property of a `Decodable` type it takes any JSON unexamined.
public struct JSONValue: Sendable {
  let storage: JSONStorage
  let index: Int

  /// What a value is.
  public enum Kind: UInt8, Sendable {
    case object, array, string, number, boolean, null
  }

  private var entry: TapeEntry { storage.tape[index] }

  /// What this value is.
  public var kind: Kind { entry.kind }

  /// Members of an object or elements of an array; 0 for the rest.
  public var count: Int { Int(entry.count) }

  /// The value's bytes as they were sent, without the white space around it.
  public var rawBytes: ArraySlice<UInt8> { storage.rawBytes(index) }

  /// A string's text with its escapes resolved; nil for other kinds.
  public var string: String? { kind == .string ? storage.string(index) : nil }

  /// An integer that fits, written without fraction and exponent; nil otherwise.
  public var integer: Int? {
    kind == .number && entry.traits.contains(.integral) ? JSONNumber.integer(Int.self, from: rawBytes) : nil
  }

  /// True or false; nil for other kinds.
  public var boolean: Bool? { kind == .boolean ? rawBytes.first == .lowerT : nil }

  /// An object's member by name; nil when there is none or this is no object.
  public subscript(name: String) -> JSONValue? {
    guard kind == .object else { return nil }
    return storage.member(name, of: index).map { JSONValue(storage: storage, index: $0 + 1) }
  }

  /// An array's elements in order; empty for other kinds.
  public var elements: [JSONValue] {
    kind == .array ? storage.children(of: index).map { JSONValue(storage: storage, index: $0) } : []
  }

  /// An object's members in the order in which they were sent; empty for other kinds.
  public var members: [(name: String, value: JSONValue)] {
    guard kind == .object else { return [] }
    return storage.children(of: index).map {
      (storage.string($0), JSONValue(storage: storage, index: $0 + 1))
    }
  }

  /// Decodes the value; unknown fields, missing ones, wrong types and integers that don't fit are refused.
  /// - Throws: ``ErrorCode/invalidParams`` with a violation for each.
  public func decode<T: Decodable>(_ type: T.Type = T.self) throws(RPCError) -> T {
    try DecodingSession(value: self, positional: nil).decode(type)
  }
}

extension JSONStorage {
  /// The tape index of a member's name, the value's being one more.
  func member(_ name: String, of object: Int) -> Int? {
    let end = Int(tape[object].next)
    var key = object + 1
    while key < end {
      if self.key(key, equals: name) { return key }
      key = Int(tape[key + 1].next)
    }
    return nil
  }

  /// Tape indexes of an array's elements or of an object's names.
  func children(of container: Int) -> [Int] {
    let step = tape[container].kind == .object ? 1 : 0
    var result: [Int] = []
    result.reserveCapacity(Int(tape[container].count))
    var child = container + 1
    while child < Int(tape[container].next) {
      result.append(child)
      child = Int(tape[child + step].next)
    }
    return result
  }
}
