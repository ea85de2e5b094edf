/// A call with its result, from Swift values that went through the production encoder.
public struct OpenRPCExample: Sendable, Encodable {
  /// A named value.
  public struct Value: Sendable, Encodable {
    /// The member's name; of a result a name for people.
    public var name: String
    /// The encoded value.
    public var value: JSONBytes
  }

  /// The example's name.
  public let name: String
  /// What it shows.
  public let description: String?
  /// The params by name.
  public let params: [Value]
  /// The result.
  public let result: Value

  /// An example; params must encode to an object.
  /// - Throws: ``ErrorCode/internalError`` when a value can't be encoded or the params are no object.
  public init(
    name: String, description: String? = nil, params: some Encodable, result: some Encodable
  ) throws(RPCError) {
    self.name = name
    self.description = description
    self.params = try Self.members(of: try JSONOutput.encode(params))
    self.result = Value(name: "result", value: try JSONOutput.encode(result))
  }

  /// The params as the object they were, to be replayed as a call.
  public var paramsObject: JSONBytes {
    var buffer = JSONBuffer()
    buffer.append(.openingBrace)
    for (position, member) in params.enumerated() {
      if position > 0 { buffer.append(.comma) }
      buffer.append(member.name)
      buffer.append(.colon)
      buffer.append(contentsOf: member.value.bytes)
    }
    buffer.append(.closingBrace)
    return JSONBytes(trusted: buffer.bytes)
  }

  private static func members(of object: JSONBytes) throws(RPCError) -> [Value] {
    guard let root = try? JSONDocument(scanning: object.bytes).root, root.kind == .object else {
      throw RPCError(.internalError)
    }
    return root.members.map { Value(name: $0.name, value: JSONBytes(trusted: Array($0.value.rawBytes))) }
  }
}
