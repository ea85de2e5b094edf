public import JSONRPC

/// Nothing to say but that it is done.
public struct Done: Codable, Sendable, Described {
  let done: Bool

  /// It is done.
  public init() { done = true }

  /// What the field means.
  public static let descriptions = ["done": "Always true"]
}
