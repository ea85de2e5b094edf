/// Collects everything in which a value differs from a schema, so that a form can be mended at once.
///
/// Only a failed decoding is explained by it. Patterns and formats are left to the types' own checks.
struct SchemaValidator {
  let storage: JSONStorage
  /// The value that paths are relative to.
  let root: Int
  private(set) var violations: [Violation] = []

  init(storage: JSONStorage, root: Int) {
    self.storage = storage
    self.root = root
  }

  private var isFull: Bool { violations.count >= Violation.maximum }

  private func path(_ index: Int) -> String { storage.path(to: index, from: root) }

  /// As deep as the schema, which is finite, and the document, which is limited.
  mutating func check(_ index: Int, against schema: JSONSchema) {
    guard !isFull, schema.reference == nil else { return }
    if !schema.alternatives.isEmpty { return checkAlternatives(index, schema.alternatives) }
    if let type = schema.type, !matches(index, type) {
      return violations.append(.wrongType(type, at: path(index)))
    }
    if !schema.allowedValues.isEmpty, !isAllowed(index, schema.allowedValues) {
      return violations.append(.notAmong(schema.allowedValues, at: path(index)))
    }
    switch storage.tape[index].kind {
    case .object: checkMembers(index, schema)
    case .array: checkElements(index, schema)
    case .string: checkLength(index, schema)
    case .number: checkRange(index, schema)
    case .boolean, .null: break
    }
  }

  /// Null where it may be null, else the first alternative: ours are a schema and null.
  private mutating func checkAlternatives(_ index: Int, _ alternatives: [JSONSchema]) {
    if storage.tape[index].kind == .null, alternatives.contains(where: { $0.type == .null }) { return }
    guard alternatives.filter({ $0.type != .null }).count == 1 else { return }
    check(index, against: alternatives[0])
  }

  private func matches(_ index: Int, _ type: JSONType) -> Bool {
    let entry = storage.tape[index]
    return switch type {
    case .object: entry.kind == .object
    case .array: entry.kind == .array
    case .string: entry.kind == .string
    case .number: entry.kind == .number
    case .integer: entry.kind == .number && entry.traits.contains(.integral)
    case .boolean: entry.kind == .boolean
    case .null: entry.kind == .null
    }
  }

  private func isAllowed(_ index: Int, _ values: [JSONBytes]) -> Bool {
    let canonical = JSONValue(storage: storage, index: index).canonicalBytes
    return values.contains { $0.bytes == canonical }
  }

  private mutating func checkMembers(_ index: Int, _ schema: JSONSchema) {
    for name in schema.required where storage.member(name, of: index) == nil {
      violations.append(.missing(name, in: path(index)))
    }
    for key in storage.children(of: index) where !isFull {
      if let property = schema.properties.first(where: { storage.key(key, equals: $0.name) }) {
        check(key + 1, against: property.schema)
      } else if schema.additionalProperties == .forbidden {
        violations.append(.unknownField(at: path(key + 1)))
      } else if schema.additionalProperties == .described, let values = schema.items {
        check(key + 1, against: values)
      }
    }
  }

  private mutating func checkElements(_ index: Int, _ schema: JSONSchema) {
    let count = Int(storage.tape[index].count)
    if let maximum = schema.maxItems, count > maximum {
      return violations.append(.tooManyElements(maximum, at: path(index)))
    }
    if let minimum = schema.minItems, count < minimum {
      violations.append(.tooFewElements(minimum, at: path(index)))
    }
    guard let items = schema.items else { return }
    for element in storage.children(of: index) where !isFull { check(element, against: items) }
  }

  private mutating func checkLength(_ index: Int, _ schema: JSONSchema) {
    guard schema.minLength != nil || schema.maxLength != nil else { return }
    let length = storage.string(index).unicodeScalars.count
    if let maximum = schema.maxLength, length > maximum { violations.append(.tooLong(maximum, at: path(index))) }
    if let minimum = schema.minLength, length < minimum { violations.append(.tooShort(minimum, at: path(index))) }
  }

  private mutating func checkRange(_ index: Int, _ schema: JSONSchema) {
    guard let value = JSONValue(storage: storage, index: index).integer else { return }
    if let maximum = schema.maximum, value > maximum { violations.append(.above(maximum, at: path(index))) }
    if let minimum = schema.minimum, value < minimum { violations.append(.below(minimum, at: path(index))) }
  }
}
