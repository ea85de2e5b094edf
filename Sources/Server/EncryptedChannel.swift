import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// A connection whose bytes are encrypted (TLS 1.2 or newer), with the certificate that is in use when it begins.
struct EncryptedChannel: ServerChildChannel {
  let certificate: ServerCertificate
  let inner: ConnectionChannel

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<ConnectionChannel.Value> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificate.context))
    }.flatMap {
      inner.setup(channel: channel, logger: logger)
    }
  }

  func handle(value: ConnectionChannel.Value, logger: Logger) async {
    await inner.handle(value: value, logger: logger)
  }
}
