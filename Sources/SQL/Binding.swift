/// A value as it goes to PostgreSQL: a type and bytes in binary format.
public struct Binding: Sendable, Hashable {
  /// The object id of the type in `pg_type`.
  public var oid: UInt32
  /// The binary representation in network byte order; nil for NULL.
  public var bytes: [UInt8]?

  /// A value from its parts; most come from `SQLEncodable`.
  public init(oid: UInt32, bytes: [UInt8]?) {
    self.oid = oid
    self.bytes = bytes
  }
}

extension Binding: CustomStringConvertible, CustomReflectable {
  /// Type and length; the value itself may be personal data.
  public var description: String { "Binding(oid: \(oid), \(bytes.map { "\($0.count) bytes" } ?? "null"))" }
  /// Type and length only.
  public var customMirror: Mirror { Mirror(self, children: ["oid": oid, "count": bytes?.count as Any]) }
}
