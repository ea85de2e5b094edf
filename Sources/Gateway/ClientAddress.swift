/// From where a request came, as far as that can be believed.
package struct ClientAddress: Sendable {
  /// The address in writing; empty for a Unix socket.
  package let text: String
  /// What limits are counted by.
  package let limitKey: [UInt8]

  /// - Parameter address: nil for a Unix socket.
  package init(_ address: NetworkAddress?) {
    text = address?.text ?? ""
    limitKey = address?.limitKey ?? []
  }
}

/// The proxies that are believed when they say for whom they ask.
package struct TrustedProxies: Sendable {
  private let ranges: [NetworkRange]

  /// - Throws: ``MalformedProxy`` when a text is neither an address nor a range.
  package init(_ texts: [String]) throws(MalformedProxy) {
    var ranges: [NetworkRange] = []
    for text in texts {
      guard let range = NetworkRange(text) else { throw MalformedProxy(text: text) }
      ranges.append(range)
    }
    self.ranges = ranges
  }

  /// Whether an address is that of a trusted proxy.
  package func contains(_ address: NetworkAddress?) -> Bool {
    guard let address else { return false }
    return ranges.contains { $0.contains(address) }
  }

  /// The client behind proxies: the last address of `X-Forwarded-For` that is no proxy of ours. What stands before it
  /// was written by the client itself.
  package func client(forwardedFor header: String, peer: NetworkAddress?) -> NetworkAddress? {
    var client = peer
    for text in header.split(separator: ",").reversed() {
      guard let address = NetworkAddress(text.filter { $0 != " " && $0 != "\t" }) else { break }
      client = address
      if !contains(address) { break }
    }
    return client
  }
}

/// A trusted proxy that is neither an address nor a range.
package struct MalformedProxy: Error, Hashable {
  /// What was written.
  package let text: String

  /// - Parameter text: what was written.
  package init(text: String) {
    self.text = text
  }
}
