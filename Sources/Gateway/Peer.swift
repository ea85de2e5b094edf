/// The other end of a connection.
package struct Peer: Sendable {
  private let address: NetworkAddress?
  private let proxies: TrustedProxies?
  private let direct: ClientAddress
  private let isEncrypted: Bool
  /// Whether nobody on the way can read along: the connection is encrypted, or begins on this machine or at a trusted proxy.
  package let isPrivate: Bool

  /// - Parameters:
  ///   - address: where the connection comes from; nil for a Unix socket.
  ///   - proxies: those that are believed.
  ///   - isEncrypted: whether the connection is, up to this process.
  package init(_ address: NetworkAddress?, _ proxies: TrustedProxies, isEncrypted: Bool) {
    self.address = address
    self.isEncrypted = isEncrypted
    isPrivate = isEncrypted || address?.isLoopback ?? true || proxies.contains(address)
    self.proxies = proxies.contains(address) ? proxies : nil
    direct = ClientAddress(address)
  }

  /// Whether the caller came encrypted: to this process, or to a trusted proxy that says so.
  package func isEncrypted(forwardedProtocol: String?) -> Bool {
    isEncrypted || proxies != nil && forwardedProtocol?.lowercased() == "https"
  }

  /// The client, which is another than the peer only behind a trusted proxy.
  package func client(forwardedFor header: String?) -> ClientAddress {
    guard let proxies, let header else { return direct }
    return ClientAddress(proxies.client(forwardedFor: header, peer: address))
  }
}
