/// One method as the document tells it.
public struct OpenRPCMethod: Sendable {
  /// A named value with its schema: one of the params, or the result.
  public struct ContentDescriptor: Sendable {
    /// The member's name; of a result a name for people.
    public var name: String
    /// What it is.
    public var description: String?
    /// Whether it must be there.
    public var isRequired: Bool
    /// What it may hold.
    public var schema: JSONSchema

    /// A named value.
    public init(name: String, description: String? = nil, isRequired: Bool = true, schema: JSONSchema) {
      self.name = name
      self.description = description
      self.isRequired = isRequired
      self.schema = schema
    }
  }

  /// What the method leaves in the audit log.
  public struct Audit: Sendable, Encodable {
    /// The event's name.
    public var event: String
    /// Whether patients' data are read or written.
    public var phi: Bool

    /// An event.
    public init(event: String, phi: Bool) {
      self.event = event
      self.phi = phi
    }
  }

  /// `domain.verb` or `domain.noun.verb`.
  public var name: String
  /// One line.
  public var summary: String
  /// Everything a caller must know.
  public var description: String
  /// The params, required ones first as the specification asks; see ``params(from:)``.
  public var params: [ContentDescriptor]
  /// The result.
  public var result: ContentDescriptor
  /// What it may fail with; codes with the same number appear once.
  public var errors: [ErrorCode] = []
  /// Calls with their results.
  public var examples: [OpenRPCExample] = []
  /// Whether it should no longer be used.
  public var isDeprecated = false
  /// The version that no longer has it (`x-removed-in`).
  public var removedIn: String?
  /// The permission it needs (`x-permission`); nil when none.
  public var permission: String?
  /// Whose data it reaches (`x-scope`).
  public var scope: String?
  /// What it leaves in the audit log (`x-audit`).
  public var audit: Audit?
  /// Whether it takes an idempotency key (`x-idempotent`).
  public var isIdempotent = false
  /// How many calls it counts as (`x-rate-cost`).
  public var rateCost = 1

  /// A method without its extensions, which are set one by one.
  public init(
    name: String, summary: String, description: String, params: [ContentDescriptor], result: ContentDescriptor
  ) {
    self.name = name
    self.summary = summary
    self.description = description
    self.params = params
    self.result = result
  }

  /// The members of a params object as content descriptors, required ones first.
  public static func params(from schema: JSONSchema) -> [ContentDescriptor] {
    let descriptors = schema.properties.map { property in
      var bare = property.schema
      bare.description = nil
      return ContentDescriptor(
        name: property.name, description: property.schema.description,
        isRequired: schema.required.contains(property.name), schema: bare)
    }
    return descriptors.filter(\.isRequired) + descriptors.filter { !$0.isRequired }
  }
}
