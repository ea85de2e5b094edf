import FoundationEssentials
import Gateway
import HTTPTypes
import Handover
import HummingbirdCore
import JSONRPC
import NIOCore
import Operations

/// `GET /files/exports/{exportId}/{token}`: hands a hospital's archive out, part after part as it lies encrypted in the database. The
/// address works once; permission, scope and record are the methods'.
struct ExportDownload: Sendable {
  let entrance: FileEntrance

  /// Answers with the file, or with the API's error object under a status of 400 or more.
  @concurrent
  func send(
    _ request: Request, export id: String, token: String, from remoteAddress: SocketAddress?
  ) async throws -> Response {
    let asked = FileRequest(request)
    do throws(RPCError) {
      // A look at the head would use the address up and give nothing for it.
      guard request.method == .get else { throw RPCError(.invalidRequest) }
      let call = try await entrance.admit(asked, from: remoteAddress)
      guard let exportID = UUID(uuidString: id) else { throw RPCError(.notFound) }
      let begun = try await call.perform(BeginDownload(exportId: exportID, token: token))
      let name = exportID.uuidString.lowercased()
      return Response(
        status: .ok,
        headers: [
          .contentType: "application/octet-stream", .contentDisposition: "attachment; filename=\"\(name).tar.enc\"",
          .cacheControl: "no-store", .requestID: asked.id.text,
        ],
        body: ResponseBody(contentLength: begun.bytes) { writer in
          for part in 0..<begun.parts {
            let answer = try await call.perform(ReadExportPart(exportId: exportID, partNumber: part))
            try await writer.write(ByteBuffer(bytes: answer.data.bytes))
          }
          try await writer.finish(nil)
        })
    } catch {
      return asked.failure(error)
    }
  }
}
