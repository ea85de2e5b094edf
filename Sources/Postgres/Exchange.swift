/// What goes on on a leased connection outside of its pipeline, by the simple protocol.
enum Exchange {
  case none
  case script(Call)
  case copyInStarting(Call)
  /// The server takes data; a piece that is not through to the socket has its call.
  case copyIn(Call?)
  case copyInEnding(Call)
  case copyOutStarting(Call)
  /// The server sends data; somebody waits for it, or nobody does.
  case copyOut(Call?)
  /// The data has ended; the rest of it goes with the answer.
  case copyOutEnding(Call, rest: [UInt8])

  var isNone: Bool {
    if case .none = self { return true }
    return false
  }

  /// Whether nobody has asked for what the socket has.
  var isPaused: Bool {
    if case .copyOut(nil) = self { return true }
    return false
  }

  /// Who waits for an answer.
  var call: Call? {
    switch self {
    case .none: nil
    case .script(let call), .copyInStarting(let call), .copyInEnding(let call), .copyOutStarting(let call),
      .copyOutEnding(let call, _):
      call
    case .copyIn(let call), .copyOut(let call): call
    }
  }
}
