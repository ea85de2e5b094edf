/// A JSON Schema of the part of draft 2020-12 that OpenRPC documents can carry (it means the same in draft-07).
public struct JSONSchema: Sendable, Hashable {
  /// One member of an object.
  public struct Property: Sendable, Hashable {
    /// The member's name.
    public var name: String
    /// What it may hold.
    public var schema: JSONSchema

    /// A member.
    public init(name: String, schema: JSONSchema) {
      self.name = name
      self.schema = schema
    }
  }

  /// What an object says about members that it doesn't name.
  public enum AdditionalProperties: Sendable, Hashable {
    /// Nothing: they may come, as they do when the interface grows.
    case allowed
    /// They are refused.
    case forbidden
    /// They are what the object holds; the schema is in ``JSONSchema/items``.
    case described
  }

  /// `$ref`; everything else is empty then.
  public var reference: String?
  /// The type; nil takes any.
  public var type: JSONType?
  /// A name of RFC 3339, RFC 9562 or our own, such as `date-time`, `uuid`, `int64`.
  public var format: String?
  /// English, for whoever reads the document.
  public var description: String?
  /// The only values, encoded.
  public var allowedValues: [JSONBytes] = []
  /// Alternatives, one of which must fit.
  public var alternatives: [JSONSchema] = []
  /// An object's members in the order of declaration.
  public var properties: [Property] = []
  /// Which of them must be there.
  public var required: [String] = []
  /// What of members that aren't named.
  public var additionalProperties: AdditionalProperties = .allowed
  /// The least integer.
  public var minimum: Int?
  /// The greatest integer.
  public var maximum: Int?
  /// Least number of Unicode scalars.
  public var minLength: Int?
  /// Greatest number of Unicode scalars.
  public var maxLength: Int?
  /// A regular expression (ECMA-262) that the text matches.
  public var pattern: String?
  /// Least number of elements.
  public var minItems: Int?
  /// Greatest number of elements.
  public var maxItems: Int?
  /// Values that fit, encoded.
  public var examples: [JSONBytes] = []

  /// An array of at most one, since a struct can't hold itself.
  private var element: [JSONSchema] = []

  /// What an array's elements, or a map's values, are.
  public var items: JSONSchema? {
    get { element.first }
    set { element = newValue.map { [$0] } ?? [] }
  }

  /// A schema that takes anything, to be narrowed.
  public init(type: JSONType? = nil, description: String? = nil) {
    self.type = type
    self.description = description
  }

  /// The same with null as well.
  public var nullable: JSONSchema {
    var schema = JSONSchema()
    schema.description = description
    var inner = self
    inner.description = nil
    schema.alternatives = [inner, JSONSchema(type: .null)]
    return schema
  }

  /// The same with another description.
  public func described(_ description: String) -> JSONSchema {
    var schema = self
    schema.description = description
    return schema
  }
}
