import Glibc

/// An IPv4 or IPv6 address as bytes, so that ranges and limits don't depend on how it is written.
package struct NetworkAddress: Sendable, Hashable {
  /// 4 or 16 bytes in network order; an IPv4 address that came mapped into IPv6 is 4 bytes.
  package let bytes: [UInt8]
  /// The address as it is written; as IPv4 what came mapped into IPv6, since allowed addresses of integration keys are compared with it.
  package let text: String

  /// - Returns: nil when the text is no address.
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    if let bytes = Self.parse(text, AF_INET, count: 4) {
      self.bytes = bytes
    } else if let bytes = Self.parse(text, AF_INET6, count: 16) {
      self.bytes = Array(bytes.prefix(12)) == Self.mappedPrefix ? Array(bytes.suffix(4)) : bytes
    } else {
      return nil
    }
    self.text = bytes.count == 4 ? bytes.map(String.init).joined(separator: ".") : text
  }

  /// Whether it is this machine itself: 127.0.0.0/8, ::1.
  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  /// Whether listening on a host is reached from this machine only.
  package static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || NetworkAddress(host)?.isLoopback == true
  }

  /// What limits are counted by: a network of IPv6 is as easily had as one address of IPv4 (RFC 6177: /64 for a single
  /// link).
  package var limitKey: [UInt8] { bytes.count == 16 ? Array(bytes.prefix(8)) : bytes }

  private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

  private static func parse(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return unsafe inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }
}

/// An address, or all that begin with the same bits: `10.0.0.7`, `10.0.0.0/8`.
package struct NetworkRange: Sendable {
  private let base: [UInt8]
  private let bits: Int

  /// - Returns: nil when the text is neither.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = parts.first.flatMap({ NetworkAddress($0) }) else { return nil }
    let bits = parts.count == 2 ? Int(parts[1]) : address.bytes.count * 8
    guard let bits, (0...address.bytes.count * 8).contains(bits) else { return nil }
    base = address.bytes
    self.bits = bits
  }

  package func contains(_ address: NetworkAddress) -> Bool {
    guard address.bytes.count == base.count else { return false }
    for index in base.indices where index * 8 < bits {
      let mask: UInt8 = index * 8 + 8 <= bits ? 0xff : ~(0xff >> UInt8(bits - index * 8))
      if address.bytes[index] & mask != base[index] & mask { return false }
    }
    return true
  }
}
