internal import FoundationEssentials

/// One decoding of one value into one type: shared by its containers, so that they stay two words big.
final class DecodingSession {
  let storage: JSONStorage
  /// The tape index of the value being decoded.
  let root: Int
  /// The names of a root array's elements.
  let positional: [String]?
  private var asked: KeySet
  /// Names to tape indexes of objects too large to search.
  private var indexes: [Int: [ArraySlice<UInt8>: Int]] = [:]
  private static let searchLimit = 32

  init(value: JSONValue, positional: [String]?) {
    storage = value.storage
    root = value.index
    self.positional = value.kind == .array ? positional : nil
    asked = KeySet(entries: Int(storage.tape[root].next) - root)
  }

  func decode<T: Decodable>(_ type: T.Type) throws(RPCError) -> T {
    let violations: [Violation]
    do {
      let value = try decodeValue(type, at: root)
      violations = unknownFields()
      if violations.isEmpty { return value }
    } catch {
      violations = explain(DecodingFailure.wrapping(error, at: root), type)
    }
    throw RPCError(.invalidParams, violations: violations)
  }

  /// Decodes one value; what arrays hold most is taken without a container.
  func decodeValue<T: Decodable>(_ type: T.Type, at index: Int) throws -> T {
    if type == String.self { return unsafe unsafeBitCast(try string(at: index), to: type) }
    if type == Int.self { return unsafe unsafeBitCast(try integer(Int.self, at: index), to: type) }
    if type == UUID.self { return unsafe unsafeBitCast(try uuid(at: index), to: type) }
    if type == Date.self { return unsafe unsafeBitCast(try date(at: index), to: type) }
    do {
      return try T(from: TapeDecoder(session: self, index: index))
    } catch {
      throw DecodingFailure.wrapping(error, at: index)
    }
  }

  /// The value of an object's member, which counts as known from now on.
  func member(_ name: String, of index: Int) -> Int? {
    let entry = storage.tape[index]
    guard entry.kind == .object else { return element(named: name, of: index) }
    let key = entry.count <= Self.searchLimit ? storage.member(name, of: index) : indexed(name, of: index)
    guard let key else { return nil }
    asked.insert(key - root)
    return key + 1
  }

  private func element(named name: String, of index: Int) -> Int? {
    guard let position = positional?.firstIndex(of: name) else { return nil }
    let children = storage.children(of: index)
    return position < children.count ? children[position] : nil
  }

  private func indexed(_ name: String, of object: Int) -> Int? {
    if let known = indexes[object] { return known[ArraySlice(name.utf8)] }
    var index: [ArraySlice<UInt8>: Int] = [:]
    for key in storage.children(of: object) { index[storage.stringBytes(key)] = key }
    indexes[object] = index
    return index[ArraySlice(name.utf8)]
  }

  /// Takes a value whole: everything in it counts as known.
  func capture(_ index: Int) -> JSONValue {
    for entry in index..<Int(storage.tape[index].next) where storage.tape[entry].traits.contains(.key) {
      asked.insert(entry - root)
    }
    return JSONValue(storage: storage, index: index)
  }

  /// Members that nothing asked for, without looking inside them.
  private func unknownFields() -> [Violation] {
    var found: [Violation] = []
    var index = root
    while index < storage.tape[root].next, found.count < Violation.maximum {
      guard storage.tape[index].traits.contains(.key), !asked.contains(index - root) else {
        index += 1
        continue
      }
      let path = storage.path(to: index + 1, from: root, positional: positional)
      found.append(.unknownField(at: path))
      index = Int(storage.tape[index + 1].next)
    }
    return found
  }

  /// Everything that is wrong as far as the type's schema can tell, and what stopped the decoding if that is not in it.
  private func explain<T: Decodable>(_ failure: DecodingFailure, _ type: T.Type) -> [Violation] {
    var violations: [Violation] = []
    if positional == nil, let schema = try? SchemaDeriver.undescribedSchema(of: type) {
      var validator = SchemaValidator(storage: storage, root: root)
      validator.check(root, against: schema)
      violations = validator.violations
    }
    let path = storage.path(to: failure.index, from: root, positional: positional)
    let stop = failure.violation(at: path)
    if !violations.contains(where: { $0.path == stop.path }) { violations.insert(stop, at: 0) }
    return Array(violations.prefix(Violation.maximum))
  }
}
