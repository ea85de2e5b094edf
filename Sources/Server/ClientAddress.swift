/// From where a request came, as far as that can be believed.
struct ClientAddress: Sendable {
  /// The address in writing; empty for a Unix socket.
  let text: String
  /// What limits are counted by.
  let limitKey: [UInt8]

  init(_ address: NetworkAddress?) {
    text = address?.text ?? ""
    limitKey = address?.limitKey ?? []
  }
}

/// The proxies that are believed when they say for whom they ask.
struct TrustedProxies: Sendable {
  private let ranges: [NetworkRange]

  /// - Throws: ``ServiceError/malformedProxy(_:)`` when a text is neither an address nor a range.
  init(_ texts: [String]) throws(ServiceError) {
    var ranges: [NetworkRange] = []
    for text in texts {
      guard let range = NetworkRange(text) else { throw .malformedProxy(text) }
      ranges.append(range)
    }
    self.ranges = ranges
  }

  func contains(_ address: NetworkAddress?) -> Bool {
    guard let address else { return false }
    return ranges.contains { $0.contains(address) }
  }

  /// The client behind proxies: the last address of `X-Forwarded-For` that is no proxy of ours. What stands before it
  /// was written by the client itself.
  func client(forwardedFor header: String, peer: NetworkAddress?) -> NetworkAddress? {
    var client = peer
    for text in header.split(separator: ",").reversed() {
      guard let address = NetworkAddress(text.filter { $0 != " " && $0 != "\t" }) else { break }
      client = address
      if !contains(address) { break }
    }
    return client
  }
}
