/// An OpenRPC 1.4.1 document: what the interface offers, derived from what dispatches.
public struct OpenRPCDocument: Sendable, Encodable {
  /// The version of the specification.
  public let openrpc = "1.4.1"
  /// What the interface is.
  public var info: Info
  /// Where it is; left out when empty.
  public var servers: [Server]
  /// The methods, sorted by the caller.
  public var methods: [OpenRPCMethod]
  /// Schemas that methods refer to as `#/components/schemas/NAME`; left out when empty.
  public var schemas: [JSONSchema.Property]

  /// A document.
  public init(
    info: Info, servers: [Server] = [], methods: [OpenRPCMethod], schemas: [JSONSchema.Property] = []
  ) {
    self.info = info
    self.servers = servers
    self.methods = methods
    self.schemas = schemas
  }

  /// Name and version of the interface.
  public struct Info: Sendable, Encodable {
    /// The interface's name.
    public var title: String
    /// The interface's own version.
    public var version: String
    /// What it is for.
    public var description: String?

    /// Name and version.
    public init(title: String, version: String, description: String? = nil) {
      self.title = title
      self.version = version
      self.description = description
    }
  }

  /// One address at which it is served.
  public struct Server: Sendable, Encodable {
    /// A name for people.
    public var name: String?
    /// The address that calls are posted to.
    public var url: String
    /// What this server is.
    public var summary: String?

    /// An address.
    public init(name: String? = nil, url: String, summary: String? = nil) {
      self.name = name
      self.url = url
      self.summary = summary
    }
  }

  /// Writes the document in a fixed order, since it is diffed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(openrpc, forKey: .openrpc)
    try container.encode(info, forKey: .info)
    try container.encode(servers, unlessEmptyFor: .servers)
    try container.encode(methods, forKey: .methods)
    guard !schemas.isEmpty else { return }
    var components = container.nestedContainer(keyedBy: NameKey.self, forKey: .components)
    var named = components.nestedContainer(keyedBy: NameKey.self, forKey: NameKey("schemas"))
    for schema in schemas { try named.encode(schema.schema, forKey: NameKey(schema.name)) }
  }

  private enum Keys: String, CodingKey {
    case openrpc, info, servers, methods, components
  }
}
