import Discharges
import FoundationEssentials
import Gateway
import HTTPTypes
import HummingbirdCore
import JSONRPC
import NIOCore
import Operations
import Vault

/// `GET /files/downloads/{token}`: hands out the file that a one-use address stands for, to the person whom it was given to. The address
/// alone opens nothing: permission, scope and record are the methods', which are asked with the caller's bearer.
struct FileDownload: Sendable {
  let entrance: FileEntrance

  /// Answers with the file as it is read, or with the API's error object under a status of 400 or more.
  @concurrent
  func send(_ request: Request, token: String, to remoteAddress: SocketAddress?) async throws -> Response {
    let asked = FileRequest(request)
    do throws(RPCError) {
      // A look at the head would use the address up and give nothing for it.
      guard request.method == .get else { throw RPCError(.invalidRequest) }
      let call = try await entrance.admit(asked, from: remoteAddress)
      let opened = try await call.perform(OpenDownload(token: token))
      let first = try await call.perform(ReadRejectedRows(importId: opened.importId, after: 0))
      let body = ResponseBody { writer in
        try await writer.write(ByteBuffer(string: opened.head))
        var piece = first
        while let last = piece.last {
          try await writer.write(ByteBuffer(string: piece.lines))
          piece = try await call.perform(ReadRejectedRows(importId: opened.importId, after: last))
        }
        try await writer.finish(nil)
      }
      return Response(status: .ok, headers: Self.fields(opened.fileName, asked.id.text), body: body)
    } catch {
      return asked.failure(error)
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
