internal import FoundationEssentials

/// Scalars out of the tape, each with the type that is named when it isn't one.
extension DecodingSession {
  func isNull(at index: Int) -> Bool { storage.tape[index].kind == .null }

  func string(at index: Int) throws(DecodingFailure) -> String {
    guard storage.tape[index].kind == .string else { throw DecodingFailure(.type(.string), at: index) }
    return storage.string(index)
  }

  func boolean(at index: Int) throws(DecodingFailure) -> Bool {
    let entry = storage.tape[index]
    guard entry.kind == .boolean else { throw DecodingFailure(.type(.boolean), at: index) }
    return storage.bytes[Int(entry.start)] == .lowerT
  }

  /// An integer written as one: `1.0` and `1e2` are refused, as is what doesn't fit.
  func integer<I: FixedWidthInteger>(_ type: I.Type, at index: Int) throws(DecodingFailure) -> I {
    let entry = storage.tape[index]
    guard entry.kind == .number, entry.traits.contains(.integral) else {
      throw DecodingFailure(.type(.integer), at: index)
    }
    guard let value = JSONNumber.integer(type, from: storage.rawBytes(index)) else {
      throw DecodingFailure(.range, at: index)
    }
    return value
  }

  func double(at index: Int) throws(DecodingFailure) -> Double {
    guard storage.tape[index].kind == .number else { throw DecodingFailure(.type(.number), at: index) }
    guard let value = Double(String(decoding: storage.rawBytes(index), as: UTF8.self)), value.isFinite else {
      throw DecodingFailure(.range, at: index)
    }
    return value
  }

  func float(at index: Int) throws(DecodingFailure) -> Float {
    let value = Float(try double(at: index))
    guard value.isFinite else { throw DecodingFailure(.range, at: index) }
    return value
  }

  func uuid(at index: Int) throws(DecodingFailure) -> UUID {
    guard storage.tape[index].kind == .string else { throw DecodingFailure(.type(.string), at: index) }
    guard let value = UUIDText.parse(storage.stringBytes(index).span) else {
      throw DecodingFailure(.format("uuid"), at: index)
    }
    return value
  }

  func date(at index: Int) throws(DecodingFailure) -> Date {
    guard storage.tape[index].kind == .string else { throw DecodingFailure(.type(.string), at: index) }
    guard let value = Timestamp.parse(storage.stringBytes(index)) else {
      throw DecodingFailure(.format("date-time"), at: index)
    }
    return value
  }
}
