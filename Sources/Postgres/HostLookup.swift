import Glibc

/// Looks host names up before libpq would: the resolver blocks, and the loop must not.
enum HostLookup {
  /// Whether a host must be looked up: it is neither the directory of a socket nor an address.
  static func isNeeded(for host: String) -> Bool {
    if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") { return false }
    var address = in6_addr()
    if unsafe inet_pton(AF_INET6, host, &address) == 1 { return false }
    return unsafe inet_pton(AF_INET, host, &address) != 1
  }

  /// One of the host's addresses in text, any if it has several; nil if it can't be found.
  static func address(of host: String) -> String? {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return nil }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [String] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let text = unsafe numeric(entry.pointee) { addresses.append(text) }
      unsafe next = entry.pointee.ai_next
    }
    return addresses.randomElement()
  }

  private static func numeric(_ entry: addrinfo) -> String? {
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let result = unsafe getnameinfo(
      entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
    guard result == 0 else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
