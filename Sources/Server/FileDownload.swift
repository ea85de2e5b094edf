import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import JSONRPC
import NIOCore
import Operations
import Vault

/// `GET /files/downloads/{token}`: hands out the file that a one-use address stands for, to the person whom it was given to. The address
/// alone opens nothing: permission, scope and record are the methods', which are asked with the caller's bearer.
struct FileDownload: Sendable {
  let calls: CallRunner
  let limits: ServiceLimits
  let anonymous: AnonymousLimiter
  let proxies: TrustedProxies
  let isEncrypted: Bool

  private struct Head: Decodable {
    let importId: String
    let fileName: String
    let head: String
  }

  private struct Rows: Decodable {
    let lines: String
    let last: Int?
  }

  /// Answers with the file as it is read, or with the API's error object under a status of 400 or more.
  @concurrent
  func send(_ request: Request, token: String, to remoteAddress: SocketAddress?) async throws -> Response {
    let headers = CallHeaders(request.headers)
    let peer = Peer(remoteAddress, proxies, isEncrypted: isEncrypted)
    let client = peer.client(forwardedFor: headers.forwardedFor)
    let requestID = headers.requestID ?? CallHeaders.newRequestID()
    let language = Language(acceptLanguage: headers.acceptLanguage)
    do throws(RPCError) {
      guard peer.isPrivate else { throw .unencrypted }
      // A look at the head would use the address up and give nothing for it.
      guard request.method == .get else { throw RPCError(.invalidRequest) }
      let bearer = try await FileBearer(calls: calls, anonymous: anonymous).bearer(headers, client)
      let context: @Sendable () -> RequestContext = {
        RequestContext(
          requestID: requestID.id, language: language, clientAddress: client.text, timeout: limits.deadline,
          idempotencyKey: "download-\(UUID.version7())")
      }
      let head = try await ask(
        "discharge.import.rejection.open", OpenParameters(token: token), bearer, context(), Head.self)
      let first = try await rows(of: head.importId, after: 0, bearer, context())
      let body = ResponseBody { writer in
        try await writer.write(ByteBuffer(string: head.head))
        var piece = first
        while let last = piece.last {
          try await writer.write(ByteBuffer(string: piece.lines))
          piece = try await rows(of: head.importId, after: last, bearer, context())
        }
        try await writer.finish(nil)
      }
      return Response(status: .ok, headers: Self.fields(head.fileName, requestID.text), body: body)
    } catch {
      return Response(failure: error, language, requestID.text)
    }
  }

  private struct OpenParameters: Encodable {
    let token: String
  }

  private struct RowsParameters: Encodable {
    let importId: String
    let after: Int
  }

  @concurrent
  private func rows(
    of importID: String, after row: Int, _ bearer: BearerToken, _ context: RequestContext
  ) async throws(RPCError) -> Rows {
    try await ask(
      "discharge.import.rejection.rows", RowsParameters(importId: importID, after: row), bearer, context, Rows.self)
  }

  /// Through the same door as every other call.
  @concurrent
  private func ask<Answer: Decodable>(
    _ method: String, _ parameters: some Encodable, _ bearer: BearerToken, _ context: RequestContext,
    _ type: Answer.Type
  ) async throws(RPCError) -> Answer {
    guard let encoded = try? JSONOutput.encode(parameters).text else { throw RPCError(.internalError) }
    let text = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(encoded)}"#
    let parser = RPCParser(limits: JSONLimits(depth: 4, bytes: text.utf8.count + 1))
    guard case .single(.call(let call)) = parser.parse(Array(text.utf8)) else { throw RPCError(.invalidParams) }
    switch await calls.runAny(call, bearer: bearer, request: context) {
    case .failure(let error): throw error
    case .success(let bytes):
      let limits = JSONLimits(bytes: bytes.bytes.count + 1)
      guard let answer = try? JSONDocument(scanning: bytes.bytes, limits: limits).root.decode(type) else {
        throw RPCError(.internalError)
      }
      return answer
    }
  }

  private static func fields(_ fileName: String, _ requestID: String) -> HTTPFields {
    let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._".utf8
    let name = fileName.utf8.map {
      allowed.contains($0) ? String(UnicodeScalar($0)) : "%" + Hexadecimal.text([$0]).uppercased()
    }
    .joined()
    return [
      .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename*=UTF-8''\(name)",
      .cacheControl: "no-store", .contentTypeOptions: "nosniff", .referrerPolicy: "no-referrer", .requestID: requestID,
    ]
  }
}
