/// How much JSON one document may hold; what goes beyond is refused before anything is decoded.
public struct JSONLimits: Sendable, Hashable {
  /// Objects and arrays open at once, the outermost included.
  public var depth: Int
  /// Bytes of the whole document.
  public var bytes: Int

  /// The interface's limits: 32 levels and 1 MiB.
  public init(depth: Int = 32, bytes: Int = 1 << 20) {
    self.depth = depth
    self.bytes = bytes
  }
}
