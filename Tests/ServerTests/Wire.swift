import Dispatch
import Foundation
import Glibc

/// One HTTP/1.1 connection, byte for byte: what a library would tidy up must reach the server as it is.
final class Wire: Sendable {
  private let socket: Int32

  /// Connects to a port of this machine.
  init(port: Int) throws {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
    }
    guard result == 0 else { throw Broken() }
    socket = descriptor
  }

  deinit { close(socket) }

  /// The connection ended before the answer did.
  struct Broken: Error {}

  /// Sends a request and reads its answer, on a thread of its own so that no other test waits for it.
  func ask(_ request: [UInt8], readsBody: Bool = true) async throws -> HTTPAnswer {
    try await onThread {
      try self.write(request)
      return try self.read(readsBody)
    }
  }

  /// Sends bytes and reads nothing.
  func send(_ bytes: [UInt8]) async throws {
    try await onThread { try self.write(bytes) }
  }

  /// Ends the connection, as a client that has gone away.
  func hangUp() {
    shutdown(socket, Int32(SHUT_RDWR))
  }

  private func onThread<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "wire").async { continuation.resume(with: Result(catching: work)) }
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.send(
          socket, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      // A server that refuses a body may stop reading it; its answer is there all the same.
      guard count > 0 else { return }
      sent += count
    }
  }

  private func read(_ readsBody: Bool) throws -> HTTPAnswer {
    var bytes: [UInt8] = []
    while true {
      if let answer = HTTPAnswer(bytes, readsBody: readsBody) {
        if answer.status != 100 { return answer }
        bytes.removeFirst(answer.length)
        continue
      }
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      let count = unsafe recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { throw Broken() }
      bytes += buffer.prefix(count)
    }
  }
}

/// An answer as it came.
struct HTTPAnswer: Sendable {
  let status: Int
  /// The fields by name in lower case.
  let fields: [String: String]
  let body: String
  /// How many bytes it had.
  let length: Int

  /// - Returns: nil when it isn't whole yet.
  init?(_ bytes: [UInt8], readsBody: Bool) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    guard let first = lines.first, let status = Int(first.split(separator: " ")[1]) else { return nil }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " }) }
    }
    let body = text[end.upperBound...]
    let headLength = text[..<end.upperBound].utf8.count
    if readsBody, fields["transfer-encoding"] == "chunked" {
      guard let (content, length) = Self.chunked(Array(bytes.dropFirst(headLength))) else { return nil }
      self.status = status
      self.fields = fields
      self.body = String(decoding: content, as: UTF8.self)
      self.length = headLength + length
      return
    }
    let expected = status == 100 || !readsBody ? 0 : Int(fields["content-length"] ?? "0") ?? 0
    guard body.utf8.count >= expected else { return nil }
    self.status = status
    self.fields = fields
    self.body = String(body.utf8.prefix(expected)) ?? ""
    length = headLength + expected
  }

  /// A body in chunks and how many bytes they took; nil when the last one isn't there yet.
  private static func chunked(_ bytes: [UInt8]) -> (content: [UInt8], length: Int)? {
    var content: [UInt8] = []
    var index = 0
    while let lineEnd = bytes[index...].firstIndex(of: UInt8(ascii: "\r")) {
      guard let size = Int(String(decoding: bytes[index..<lineEnd], as: UTF8.self), radix: 16) else { return nil }
      let start = lineEnd + 2
      guard start + size + 2 <= bytes.count else { return nil }
      content += bytes[start..<start + size]
      index = start + size + 2
      if size == 0 { return (content, index) }
    }
    return nil
  }
}
