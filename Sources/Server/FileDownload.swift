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
  let callers: FileBearer
  let limits: ServiceLimits

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
    let requestID = headers.requestID ?? CallHeaders.newRequestID()
    let language = Language(acceptLanguage: headers.acceptLanguage)
    do throws(RPCError) {
      // A look at the head would use the address up and give nothing for it.
      guard request.method == .get else { throw RPCError(.invalidRequest) }
      let (bearer, client) = try await callers.caller(headers, from: remoteAddress)
      let call = FileCall(
        calls: calls, bearer: bearer, client: client.text, language: language, requestID: requestID.id,
        timeout: limits.deadline)
      let head = try await call.result(
        "discharge.import.rejection.open", OpenParameters(token: token), as: Head.self)
      let first = try await rows(of: head.importId, after: 0, call)
      let body = ResponseBody { writer in
        try await writer.write(ByteBuffer(string: head.head))
        var piece = first
        while let last = piece.last {
          try await writer.write(ByteBuffer(string: piece.lines))
          piece = try await rows(of: head.importId, after: last, call)
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
  private func rows(of importID: String, after row: Int, _ call: FileCall) async throws(RPCError) -> Rows {
    try await call.result(
      "discharge.import.rejection.rows", RowsParameters(importId: importID, after: row), as: Rows.self)
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
