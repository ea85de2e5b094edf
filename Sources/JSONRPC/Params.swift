/// A call's params, undecoded.
public struct Params: Sendable {
  /// The object or array that was sent; `{}` when there was none.
  public let value: JSONValue

  /// Takes an object or array.
  public init(value: JSONValue) {
    self.value = value
  }

  /// No params: what an absent member and `{}` both mean.
  public static let none = Params(value: JSONDocument.emptyObject.root)

  /// Whether they were sent as an array.
  public var isPositional: Bool { value.kind == .array }

  /// Whether nothing is in them.
  public var isEmpty: Bool { value.count == 0 }

  /// The bytes as they were sent; `{}` when there were none.
  public var rawBytes: ArraySlice<UInt8> { value.rawBytes }

  /// The params without white space and with members in the order of their names: the same for a client that repeats a
  /// call but writes it in another order, hence what a fingerprint is taken of.
  public var canonicalBytes: [UInt8] { value.canonicalBytes }

  /// Decodes the params once into the method's type.
  ///
  /// Fields that the type doesn't know, missing ones, wrong types and integers that don't fit are refused together.
  /// - Parameter positional: The names of an array's elements in order; with `[]` the type takes the array itself. When
  ///   nil an array is refused, as the product's methods do.
  /// - Throws: ``ErrorCode/invalidParams`` with the violations.
  public func decode<T: Decodable>(_ type: T.Type = T.self, positional: [String]? = nil) throws(RPCError) -> T {
    if isPositional, positional == nil {
      throw RPCError(.invalidParams, violations: [.paramsByNameOnly])
    }
    return try DecodingSession(value: value, positional: positional).decode(type)
  }
}
