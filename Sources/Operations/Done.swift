public import JSONRPC

/// Nothing to say but that it is done.
public struct Done: Codable, Sendable, Described {
  let done: Bool

  public init() { done = true }

  public static let descriptions = ["done": "Always true"]
}
