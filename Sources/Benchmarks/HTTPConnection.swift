import Glibc

/// One connection of a load generator: sends a request, takes an answer, again and again, and does nothing else, because
/// it shares two processors with what it measures.
struct HTTPConnection: ~Copyable {
  let descriptor: Int32
  /// When the call under way began, in nanoseconds; nil between calls.
  var began: UInt64?
  /// Whether the call under way counts.
  var counts = true
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  private var filled = 0

  /// Connects to a port of this machine.
  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
    }
    guard result == 0 else { throw Finding("nobody listens on port \(port)") }
    var on: Int32 = 1
    _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  /// Sends a request, whole.
  func send(_ request: [UInt8]) throws {
    var sent = 0
    while sent < request.count {
      let count = unsafe request.withUnsafeBytes { bytes in
        unsafe Glibc.send(
          descriptor, bytes.baseAddress.map { unsafe $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Finding("the service took no request") }
      sent += count
    }
  }

  /// Gives up on an answer after so many seconds.
  func setPatience(seconds: Int) {
    var patience = timeval(tv_sec: seconds, tv_usec: 0)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Reads what is there.
  /// - Returns: the body's place in the bytes once the answer is whole.
  mutating func receive() throws -> Range<Int>? {
    if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
    let start = filled
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe read(descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
    }
    guard count > 0 else { throw Finding("the service closed a connection") }
    filled += count
    guard let body = bodyStart(), let length = contentLength(before: body), filled >= body + length else { return nil }
    filled = 0
    return body..<(body + length)
  }

  /// Whether the answer just received is a result, and not an error.
  func isResult(_ body: Range<Int>) -> Bool { Self.contains(buffer, Array(#""result""#.utf8), body.prefix(64)) }

  /// The beginning of the answer just received.
  func text(_ body: Range<Int>) -> String { String(decoding: buffer[body.prefix(400)], as: UTF8.self) }

  /// The answer's body.
  func bytes(_ body: Range<Int>) -> [UInt8] { Array(buffer[body]) }

  private func bodyStart() -> Int? {
    var index = 0
    while index + 3 < filled {
      if buffer[index] == 13, buffer[index + 1] == 10, buffer[index + 2] == 13, buffer[index + 3] == 10 {
        return index + 4
      }
      index += 1
    }
    return nil
  }

  /// The one field that is needed, in whatever case it is written.
  private func contentLength(before end: Int) -> Int? {
    let name = Array("content-length:".utf8)
    var index = 0
    while index + name.count < end {
      if buffer[index] == 10, name.indices.allSatisfy({ buffer[index + 1 + $0] | 0x20 == name[$0] | 0x20 }) {
        let digits = buffer[(index + 1 + name.count)..<end].drop { $0 == 32 }.prefix { (48...57).contains($0) }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
      }
      index += 1
    }
    return nil
  }

  private static func contains(_ bytes: [UInt8], _ part: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count >= part.count else { return false }
    return (range.lowerBound...(range.upperBound - part.count)).contains { start in
      part.indices.allSatisfy { bytes[start + $0] == part[$0] }
    }
  }
}

extension Range<Int> {
  /// The first so many places.
  func prefix(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
