import Gateway
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// A connection whose work runs on its own event loop and ends with it. Calls of the API go to their endpoint directly;
/// everything else takes the router.
struct ConnectionChannel: ServerChildChannel {
  /// What belongs to one connection.
  struct Value: ServerChildChannelValue {
    let inner: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    let disconnection: Disconnection
    var channel: any Channel { inner.channel }
  }

  let calls: CallEndpoint
  let router: HTTPChannelHandler.Responder
  let proxies: TrustedProxies
  let isEncrypted: Bool

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    let disconnection = Disconnection()
    var configuration = HTTP1Channel.Configuration(
      additionalChannelHandlers: [DisconnectionHandler(disconnection)], idleTimeout: .seconds(75))
    configuration.httpDecoder = .init(
      maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)
    return HTTP1Channel(responder: router, configuration: configuration)
      .setup(channel: channel, logger: logger)
      .map { Value(inner: $0, disconnection: disconnection) }
  }

  func handle(value: Value, logger: Logger) async {
    let peer = Peer(value.channel.remoteAddress, proxies, isEncrypted: isEncrypted)
    let http = HTTP1Channel(responder: { request, writer, channel in
      if request.head.path == "/rpc" || request.uri.path == "/rpc" {
        try await calls.respond(to: request, writer, from: peer)
      } else {
        try await pass(request, writer, channel)
      }
    })
    let work = Task(executorPreference: EventLoopExecutor(value.channel.eventLoop)) {
      await http.handle(value: value.inner, logger: logger)
    }
    value.disconnection.whenGone { work.cancel() }
    await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
  }

  /// A client that wants to be asked before it sends a file is asked, if it brought something to prove who it is.
  @concurrent
  private func pass(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
    if request.method == .put, request.headers[.expect] != nil, request.headers[.authorization] != nil {
      try await writer.writeInformationalHead(HTTPResponse(status: .continue))
    }
    try await router(request, writer, channel)
  }
}

extension NetworkAddress {
  /// - Returns: nil for a Unix socket.
  init?(_ address: SocketAddress) {
    guard let text = address.ipAddress else { return nil }
    self.init(text)
  }
}

extension Peer {
  /// The other end of a connection of NIO's.
  init(_ address: SocketAddress?, _ proxies: TrustedProxies, isEncrypted: Bool) {
    self.init(address.flatMap { NetworkAddress($0) }, proxies, isEncrypted: isEncrypted)
  }
}
