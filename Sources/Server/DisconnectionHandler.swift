import NIOCore
import Synchronization

/// Knows when a client has gone, and tells whoever works for it: nobody reads the answer any more.
final class Disconnection: Sendable {
  private enum State {
    case connected((@Sendable () -> Void)?)
    case gone
  }

  private let state = Mutex(State.connected(nil))

  /// Calls this when the client goes, at once if it has gone already.
  func whenGone(_ action: @escaping @Sendable () -> Void) {
    let isGone = state.withLock { state in
      guard case .connected = state else { return true }
      state = .connected(action)
      return false
    }
    if isGone { action() }
  }

  func clientHasGone() {
    let action: (@Sendable () -> Void)? = state.withLock { state in
      guard case .connected(let action) = state else { return nil }
      state = .gone
      return action
    }
    action?()
  }
}

/// Sees the end of a connection while a request is still being worked on.
final class DisconnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let disconnection: Disconnection

  init(_ disconnection: Disconnection) {
    self.disconnection = disconnection
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    context.fireChannelRead(data)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .some(.inputClosed) = event as? ChannelEvent { disconnection.clientHasGone() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    disconnection.clientHasGone()
    context.fireChannelInactive()
  }
}
