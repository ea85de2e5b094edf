import AsyncHTTPClient
import FoundationEssentials
import JSONRPC
import NIOCore
import NIOHTTP1

/// What the service answered to a call.
enum ServiceAnswer: Sendable {
  case result(JSONValue)
  case error(JSONValue)

  /// The symbol of the error, such as `NOT_FOUND`.
  var errorSymbol: String? {
    guard case .error(let error) = self else { return nil }
    return error["data"]?["code"]?.string
  }

  /// What else is known of the error, by name.
  func detail(_ name: String) -> String? {
    guard case .error(let error) = self else { return nil }
    return error["data"]?["details"]?[name]?.string
  }
}

/// A running service, over HTTP.
struct ServiceClient: Sendable {
  /// Where it is, such as `http://127.0.0.1:8080`.
  let url: String
  /// The language of its messages.
  let language = OperatorLanguage.current

  /// Calls a method.
  /// - Parameters:
  ///   - params: a JSON object.
  ///   - idempotencyKey: repeats with the same key have no second effect.
  func call(
    _ method: String, _ params: [UInt8], token: String? = nil, idempotencyKey: String? = nil
  ) async throws(Problem) -> ServiceAnswer {
    var answer = try await callOnce(method, params, token: token, idempotencyKey: idempotencyKey)
    // Nothing of a call that came too soon has run: wait as long as the service says.
    var waits = 0
    while answer.errorSymbol == "RATE_LIMITED", waits < 3, case .error(let error) = answer {
      waits += 1
      let milliseconds = min(max(error["data"]?["retryAfterMs"]?.integer ?? 1000, 100), 65_000)
      if milliseconds > 2000 {
        Terminal.note(
          OperatorLanguage.choose(
            "调用过于频繁，等待 \(milliseconds / 1000) 秒……", "too many calls; waiting \(milliseconds / 1000) s …"))
      }
      do { try await Task.sleep(for: .milliseconds(milliseconds)) } catch { throw Problem("interrupted") }
      answer = try await callOnce(method, params, token: token, idempotencyKey: idempotencyKey)
    }
    return answer
  }

  private func callOnce(
    _ method: String, _ params: [UInt8], token: String?, idempotencyKey: String?
  ) async throws(Problem) -> ServiceAnswer {
    var request = request(.POST, "/rpc", token: token)
    request.headers.add(name: "Content-Type", value: "application/json")
    if let idempotencyKey { request.headers.add(name: "Idempotency-Key", value: idempotencyKey) }
    let head = #"{"jsonrpc":"2.0","id":1,"method":\#(JSON.quoted(method)),"params":"#
    request.body = .bytes(Array(head.utf8) + params + [UInt8(ascii: "}")])
    let (status, body) = try await execute(request)
    guard status != 401 || !body.isEmpty else { return .error(Self.expired) }
    guard let value = try? JSON.value(of: body) else { throw unexpected(status, body) }
    if let result = value["result"] { return .result(result) }
    if let error = value["error"] { return .error(error) }
    if status == 401 { return .error(Self.expired) }
    throw unexpected(status, body)
  }

  /// Sends a file's bytes, as they are read.
  func upload(_ file: UploadedFile, to path: String, token: String) async throws(Problem) {
    var request = request(.PUT, path, token: token)
    request.headers.add(name: "Content-Type", value: "application/octet-stream")
    request.body = .stream(file, length: .known(Int64(file.size)))
    let (status, body) = try await execute(request, timeout: .hours(1))
    guard !(200..<300).contains(status) else { return }
    if let error = try? JSON.value(of: body), let message = (error["error"] ?? error)["message"]?.string {
      throw Problem("the file was refused: \(message)")
    }
    throw unexpected(status, body)
  }

  /// Fetches a file.
  func download(_ path: String, token: String) async throws(Problem) -> [UInt8] {
    let (status, body) = try await execute(request(.GET, path, token: token), timeout: .hours(1), limit: 1 << 30)
    guard !(200..<300).contains(status) else { return body }
    if let error = try? JSON.value(of: body), let message = (error["error"] ?? error)["message"]?.string {
      throw Problem("the file could not be fetched: \(message)")
    }
    throw unexpected(status, body)
  }

  private func request(_ method: HTTPMethod, _ path: String, token: String?) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url + path)
    request.method = method
    request.headers.add(name: "Accept-Language", value: language.rawValue)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    return request
  }

  private func execute(
    _ request: HTTPClientRequest, timeout: TimeAmount = .seconds(60), limit: Int = 16 << 20
  ) async throws(Problem) -> (status: Int, body: [UInt8]) {
    do {
      let response = try await HTTPClient.shared.execute(request, timeout: timeout)
      let body = try await response.body.collect(upTo: limit)
      return (Int(response.status.code), Array(body.readableBytesView))
    } catch let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout {
      throw Problem("the service at \(url) took too long to answer: try again, or look at its log")
    } catch {
      throw Problem("no service answers at \(url): start it with `make run`, or name its address with --url")
    }
  }

  private func unexpected(_ status: Int, _ body: [UInt8]) -> Problem {
    let text = String(decoding: body.prefix(200), as: UTF8.self).split(whereSeparator: \.isNewline).joined(
      separator: " ")
    return Problem("\(url) answered HTTP \(status)\(text.isEmpty ? "" : ": \(text)"): is it huifang that runs there?")
  }

  /// What stands for an HTTP 401 without a body: the token is good no more.
  private static let expired: JSONValue = {
    let text = #"{"code":1001,"message":"CREDENTIAL_EXPIRED","data":{"code":"CREDENTIAL_EXPIRED"}}"#
    return (try? JSONDocument(scanning: Array(text.utf8)).root) ?? Params.none.value
  }()
}
