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
  let bearers: FileBearers

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
      let (bearer, client) = try await bearers.bearer(headers, from: remoteAddress)
      guard let exportID = UUID(uuidString: id), token.utf8.count <= 100, token.utf8.allSatisfy(Self.isTokenByte) else {
        throw RPCError(.notFound)
      }
      let call = FileCall(
        calls: calls, bearer: bearer, client: client.text, language: language, requestID: requestID.id)
      let name = exportID.uuidString.lowercased()
      let begun = try await call.result(
        "hospital.export.beginDownload", #"{"exportId":"\#(name)","token":"\#(token)"}"#)
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
            let answer = try await call.result(
              "hospital.export.readPart", #"{"exportId":"\#(name)","partNumber":\#(part)}"#)
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

  /// The letters of Base64url.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// Calls that a download makes on its caller's behalf, through the same door as every other call.
struct FileCall: Sendable {
  let calls: CallRunner
  let bearer: BearerToken
  let client: String
  let language: Language
  let requestID: UUID

  /// The result of a method that takes these parameters.
  @concurrent
  func result(_ method: String, _ parameters: String) async throws(RPCError) -> JSONValue {
    let text = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
    guard case .single(.call(let call)) = RPCParser(limits: JSONLimits(depth: 4, bytes: 4096)).parse(Array(text.utf8))
    else { throw RPCError(.internalError) }
    let context = RequestContext(
      requestID: requestID, language: language, clientAddress: client,
      idempotencyKey: "file-\(UUID().uuidString.lowercased())")
    switch await calls.runAny(call, bearer: bearer, request: context) {
    case .success(let bytes):
      guard let document = try? JSONDocument(scanning: bytes.bytes, limits: JSONLimits(bytes: 16 << 20)) else {
        throw RPCError(.internalError)
      }
      return document.root
    case .failure(let error): throw error
    }
  }
}
