/// One call, taken out of its envelope.
public struct RPCCall: Sendable {
  /// The id to answer with; nil for a notification, which is not answered.
  public var id: RequestID?
  /// The method's name, not yet looked up.
  public var method: String
  /// The params, not yet decoded.
  public var params: Params

  /// A call; without an id a notification.
  public init(id: RequestID?, method: String, params: Params) {
    self.id = id
    self.method = method
    self.params = params
  }

  /// Whether nobody waits for an answer.
  public var isNotification: Bool { id == nil }
}

/// One request object: a call, or something that isn't one and is answered so.
public enum RPCMessage: Sendable {
  /// A call or notification.
  case call(RPCCall)
  /// Not a request; the id is its own when that could be read, else null.
  case invalid(RequestID, RPCError)
}

/// What a body turned out to hold.
public enum RPCPayload: Sendable {
  /// One request object.
  case single(RPCMessage)
  /// An array of at least one, answered by an array.
  case batch([RPCMessage])
  /// Nothing that could be run: answered by one error with id null.
  case rejected(RPCError)
}
