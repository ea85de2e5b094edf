/// How types state their schema.
extension JSONSchema {
  /// A text. A type that validates its text gives an example that it accepts.
  public static func string(
    format: String? = nil, minLength: Int? = nil, maxLength: Int? = nil, pattern: String? = nil,
    description: String? = nil, examples: [String] = []
  ) -> JSONSchema {
    var schema = JSONSchema(type: .string, description: description)
    schema.format = format
    schema.minLength = minLength
    schema.maxLength = maxLength
    schema.pattern = pattern
    schema.examples = examples.map(JSONBytes.init(text:))
    return schema
  }

  /// An integer.
  public static func integer(
    minimum: Int? = nil, maximum: Int? = nil, format: String? = nil, description: String? = nil
  ) -> JSONSchema {
    var schema = JSONSchema(type: .integer, description: description)
    schema.minimum = minimum
    schema.maximum = maximum
    schema.format = format
    return schema
  }

  /// A number.
  public static func number(description: String? = nil) -> JSONSchema {
    JSONSchema(type: .number, description: description)
  }

  /// True or false.
  public static func boolean(description: String? = nil) -> JSONSchema {
    JSONSchema(type: .boolean, description: description)
  }

  /// Any JSON.
  public static func anything(description: String? = nil) -> JSONSchema { JSONSchema(description: description) }

  /// Elements of one kind.
  public static func array(
    of items: JSONSchema, minItems: Int? = nil, maxItems: Int? = nil, description: String? = nil
  ) -> JSONSchema {
    var schema = JSONSchema(type: .array, description: description)
    schema.items = items
    schema.minItems = minItems
    schema.maxItems = maxItems
    return schema
  }

  /// Members by name, and no others unless said so.
  public static func object(
    properties: [Property], required: [String], additionalProperties: AdditionalProperties = .forbidden,
    description: String? = nil
  ) -> JSONSchema {
    var schema = JSONSchema(type: .object, description: description)
    schema.properties = properties
    schema.required = required
    schema.additionalProperties = additionalProperties
    return schema
  }

  /// Values of one kind under names that aren't known beforehand: a dictionary.
  public static func map(of values: JSONSchema, description: String? = nil) -> JSONSchema {
    var schema = JSONSchema(type: .object, description: description)
    schema.items = values
    schema.additionalProperties = .described
    return schema
  }

  /// One of a few texts.
  public static func enumeration(_ values: [String], description: String? = nil) -> JSONSchema {
    var schema = JSONSchema(type: .string, description: description)
    schema.allowedValues = values.map(JSONBytes.init(text:))
    return schema
  }

  /// A schema that stands elsewhere: `#/components/schemas/Discharge`.
  public static func reference(_ pointer: String) -> JSONSchema {
    var schema = JSONSchema()
    schema.reference = pointer
    return schema
  }

  /// One of several.
  public static func anyOf(_ alternatives: [JSONSchema], description: String? = nil) -> JSONSchema {
    var schema = JSONSchema(description: description)
    schema.alternatives = alternatives
    return schema
  }
}

extension JSONBytes {
  /// A text as JSON.
  public init(text: String) {
    var buffer = JSONBuffer(capacity: text.utf8.count + 2)
    buffer.append(text)
    self.init(trusted: buffer.bytes)
  }
}
