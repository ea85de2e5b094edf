import FoundationEssentials
import SQL
import Testing

@Suite("Binary encoding and decoding")
struct EncodingTests {
  @Test(
    "Whole numbers come back, at their ends too",
    arguments: [0, 1, -1, Int.max, Int.min, Int(Int32.max), Int(Int32.min)])
  func integers(number: Int) throws {
    #expect(try roundTrip(number) == number)
    #expect(try roundTrip(Int32(truncatingIfNeeded: number)) == Int32(truncatingIfNeeded: number))
    #expect(try roundTrip(Int16(truncatingIfNeeded: number)) == Int16(truncatingIfNeeded: number))
  }

  @Test("Fractions, truth, text, bytes and ids come back")
  func others() throws {
    #expect(try roundTrip(-1.5e300) == -1.5e300)
    #expect(try roundTrip(true) && !roundTrip(false))
    #expect(try roundTrip("回访 ☎️") == "回访 ☎️")
    #expect(try roundTrip([0, 255, 10] as [UInt8]) == [0, 255, 10])
    let id = UUID()
    #expect(try roundTrip(id) == id)
  }

  @Test("Arrays come back, empty ones and those with NULL too")
  func arrays() throws {
    #expect(try roundTrip([1, 2, 3]) == [1, 2, 3])
    #expect(try roundTrip([String]()) == [])
    #expect(try roundTrip(["a", nil, ""] as [String?]) == ["a", nil, ""])
    #expect(try roundTrip([[1, 2], []] as [[UInt8]]) == [[1, 2], []])
    #expect(try roundTrip([true, false]) == [true, false])
    let days = [CalendarDay("2024-02-29"), CalendarDay("1900-03-01")].compactMap { $0 }
    #expect(try roundTrip(days) == days)
  }

  @Test("An array with NULL can't be read as one without")
  func nullInArray() {
    #expect(throws: SQLDecodingError.self) { try decode([Int].self, from: [1, nil] as [Int?]) }
  }

  @Test(
    "Instants are microseconds since 2000", arguments: [0.0, -1, 1_700_000_000.123456, 946_684_800, -62_135_596_800])
  func instants(seconds: Double) throws {
    let date = Date(timeIntervalSince1970: seconds)
    #expect(abs(try roundTrip(date).timeIntervalSince1970 - seconds) < 0.000_002)
    let epoch: SQL = "\(Date(timeIntervalSince1970: 946_684_800))"
    #expect(epoch.bindings.first?.bytes == [0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test("Instants beyond PostgreSQL's calendar are bound as its ends")
  func extremeInstants() {
    let query: SQL = "\(Date(timeIntervalSince1970: .infinity)), \(Date(timeIntervalSince1970: -1e300))"
    #expect(query.bindings.allSatisfy { $0.bytes?.count == 8 })
  }

  @Test("Numbers are read from narrower columns and refused when they don't fit")
  func widths() throws {
    #expect(try decode(Int.self, from: Int16(-7)) == -7)
    #expect(try decode(Int16.self, from: 300) == 300)
    #expect(throws: SQLDecodingError.self) { try decode(Int16.self, from: 70_000) }
  }

  @Test("Text is read from jsonb behind its version byte and from enums")
  func textTypes() throws {
    #expect(try read(String.self, [1] + Array("{}".utf8), oid: SQLType.jsonb) == "{}")
    #expect(try read(String.self, Array("open".utf8), oid: SQLType.firstUserDefined + 3) == "open")
    #expect(throws: SQLDecodingError.self) { try read(String.self, [0xFF], oid: SQLType.text) }
    #expect(throws: SQLDecodingError.self) { try read(String.self, [1], oid: SQLType.int4) }
  }

  @Test("Bytes that are too short, too long or not those of the type are refused")
  func malformed() {
    #expect(throws: SQLDecodingError.self) { try read(Int.self, [1, 2, 3], oid: SQLType.int8) }
    #expect(throws: SQLDecodingError.self) { try read(UUID.self, [1], oid: SQLType.uuid) }
    #expect(throws: SQLDecodingError.self) { try read([Int].self, [0, 0, 0, 1, 0, 0], oid: SQLType.int8Array) }
    let huge: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 20, 127, 255, 255, 255, 0, 0, 0, 1]
    #expect(throws: SQLDecodingError.self) { try read([Int].self, huge, oid: SQLType.int8Array) }
  }

  private enum Status: String, SQLEncodable, SQLDecodable, CaseIterable, SQLArrayElement { case open, done }

  @Test("An enum of strings is bound and read by its raw value; an unknown one is refused")
  func rawValues() throws {
    #expect(try roundTrip(Status.done) == .done)
    #expect(try roundTrip([Status.open, .done]) == [.open, .done])
    #expect(throws: SQLDecodingError.self) { try decode(Status.self, from: "lost") }
  }

  private func roundTrip<Value: SQLEncodable & SQLDecodable>(_ value: Value) throws -> Value {
    try decode(Value.self, from: value)
  }

  private func decode<Value: SQLDecodable>(_ type: Value.Type, from source: some SQLEncodable) throws -> Value {
    let query: SQL = "\(source)"
    let binding = try #require(query.bindings.first)
    return try read(type, binding.bytes ?? [], oid: binding.oid)
  }

  private func read<Value: SQLDecodable>(_ type: Value.Type, _ bytes: [UInt8], oid: UInt32) throws -> Value {
    try Value(sqlBytes: bytes.span, oid: oid)
  }
}
