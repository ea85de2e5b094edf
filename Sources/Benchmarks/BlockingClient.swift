import FoundationEssentials
import JSONRPC
import Vault

/// A client that waits for each answer, on a thread of its own: for imports, and for writers that are killed.
final class BlockingClient {
  private let port: Int
  private let token: String
  private var connection: HTTPConnection

  init(port: Int, token: String, patienceSeconds: Int = 120) throws {
    self.port = port
    self.token = token
    connection = try HTTPConnection(port: port)
    connection.setPatience(seconds: patienceSeconds)
  }

  /// Calls a method.
  /// - Throws: ``Refusal`` when the service said no, ``Finding`` when no answer came.
  func call(_ method: String, _ params: String) throws -> JSONValue {
    let requests = Requests(token: token, port: port)
    let value = try exchange(requests.bytes(method, params))
    if let result = value["result"] { return result }
    throw Refusal(
      symbol: value["error"]?["data"]?["code"]?.string ?? "?", text: String(decoding: value.rawBytes, as: UTF8.self))
  }

  /// Sends a file's bytes.
  func upload(_ bytes: [UInt8], to path: String) throws {
    let head =
      "PUT \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/octet-stream\r\nContent-Length: \(bytes.count)\r\n\r\n"
    let answer = try exchange(Array(head.utf8) + bytes)
    guard answer["error"] == nil else {
      throw Finding("the upload was refused: \(String(decoding: answer.rawBytes, as: UTF8.self))")
    }
  }

  private func exchange(_ request: [UInt8]) throws -> JSONValue {
    try connection.send(request)
    while true {
      guard let body = try connection.receive() else { continue }
      return try JSONDocument(scanning: connection.bytes(body), limits: JSONLimits(bytes: 16 << 20)).root
    }
  }
}

/// What the service said no with.
struct Refusal: Error, CustomStringConvertible {
  let symbol: String
  let text: String

  var description: String { "\(symbol): \(text.prefix(300))" }
}
