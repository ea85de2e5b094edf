import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import JSONRPC
import NIOCore
import Operations

/// `GET /files/exports/{exportId}/{token}`: hands a hospital's archive out, part after part as it lies encrypted in the database. The
/// address works once; permission, scope and record are the methods'.
struct ExportDownload: Sendable {
  let calls: CallRunner
  let callers: FileBearer
  let limits: ServiceLimits

  private struct Opening: Encodable {
    let exportId: String
    let token: String
  }

  private struct Part: Encodable {
    let exportId: String
    let partNumber: Int
  }

  /// Answers with the file, or with the API's error object under a status of 400 or more.
  @concurrent
  func send(
    _ request: Request, export id: String, token: String, from remoteAddress: SocketAddress?
  ) async throws -> Response {
    let headers = CallHeaders(request.headers)
    let language = Language(acceptLanguage: headers.acceptLanguage)
    let requestID = headers.requestID ?? CallHeaders.newRequestID()
    do throws(RPCError) {
      // A look at the head would use the address up and give nothing for it.
      guard request.method == .get else { throw RPCError(.invalidRequest) }
      let (bearer, client) = try await callers.caller(headers, from: remoteAddress)
      guard let exportID = UUID(uuidString: id) else { throw RPCError(.notFound) }
      let call = FileCall(
        calls: calls, bearer: bearer, client: client.text, language: language, requestID: requestID.id,
        timeout: limits.deadline)
      let name = exportID.uuidString.lowercased()
      let begun = try await call.result("hospital.export.beginDownload", Opening(exportId: name, token: token))
      guard let bytes = begun["bytes"]?.integer, let parts = begun["parts"]?.integer else {
        throw RPCError(.internalError)
      }
      return Response(
        status: .ok,
        headers: [
          .contentType: "application/octet-stream", .contentDisposition: "attachment; filename=\"\(name).tar.enc\"",
          .cacheControl: "no-store", .requestID: requestID.text,
        ],
        body: ResponseBody(contentLength: bytes) { writer in
          for part in 0..<parts {
            let answer = try await call.result("hospital.export.readPart", Part(exportId: name, partNumber: part))
            guard let data = answer["data"]?.string.flatMap({ Data(base64Encoded: $0) }) else {
              throw RPCError(.internalError)
            }
            try await writer.write(ByteBuffer(bytes: data))
          }
          try await writer.finish(nil)
        })
    } catch {
      return Response(failure: error, language, requestID.text)
    }
  }
}
