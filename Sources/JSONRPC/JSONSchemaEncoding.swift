extension JSONSchema: Encodable {
  /// Writes the keywords that say something, in a fixed order, since the document is diffed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keyword.self)
    try container.encodeIfPresent(reference, forKey: .reference)
    try container.encodeIfPresent(type?.rawValue, forKey: .type)
    try container.encodeIfPresent(format, forKey: .format)
    try container.encodeIfPresent(description, forKey: .description)
    try container.encode(allowedValues, unlessEmptyFor: .allowedValues)
    try container.encode(alternatives, unlessEmptyFor: .alternatives)
    try container.encodeIfPresent(minimum, forKey: .minimum)
    try container.encodeIfPresent(maximum, forKey: .maximum)
    try container.encodeIfPresent(minLength, forKey: .minLength)
    try container.encodeIfPresent(maxLength, forKey: .maxLength)
    try container.encodeIfPresent(pattern, forKey: .pattern)
    try container.encodeIfPresent(minItems, forKey: .minItems)
    try container.encodeIfPresent(maxItems, forKey: .maxItems)
    if type == .object {
      try encodeMembers(to: &container)
    } else {
      try container.encodeIfPresent(items, forKey: .items)
    }
    try container.encode(examples, unlessEmptyFor: .examples)
  }

  private func encodeMembers(to container: inout KeyedEncodingContainer<Keyword>) throws {
    if !properties.isEmpty {
      var members = container.nestedContainer(keyedBy: NameKey.self, forKey: .properties)
      for property in properties { try members.encode(property.schema, forKey: NameKey(property.name)) }
    }
    try container.encode(required, unlessEmptyFor: .required)
    switch additionalProperties {
    case .allowed: break
    case .forbidden: try container.encode(false, forKey: .additionalProperties)
    case .described: try container.encodeIfPresent(items, forKey: .additionalProperties)
    }
  }

  fileprivate enum Keyword: String, CodingKey {
    case reference = "$ref"
    case type, format, description
    case allowedValues = "enum"
    case alternatives = "anyOf"
    case minimum, maximum, minLength, maxLength, pattern, minItems, maxItems
    case items, properties, required, additionalProperties, examples
  }
}

extension KeyedEncodingContainer {
  /// Leaves out what has nothing in it.
  mutating func encode<T: Encodable>(_ values: [T], unlessEmptyFor key: Key) throws {
    if !values.isEmpty { try encode(values, forKey: key) }
  }
}

/// A member name that is only known at run time.
struct NameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
