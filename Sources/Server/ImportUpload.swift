import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import JSONRPC
import NIOCore
import Operations
import Vault

/// `PUT /files/imports/{importId}`: takes a file in and hands it to `discharge.import.storePart` in parts, so that it
/// is sealed and stored as it comes and never lies here whole. Permission, scope and record are the method's.
struct ImportUpload: Sendable {
  static let method = "discharge.import.storePart"

  let calls: CallRunner
  let callers: FileBearer
  let limits: ServiceLimits

  /// Answers an upload with how much was stored, or with the API's error object under a status of 400 or more.
  @concurrent
  func receive(_ request: Request, import id: String, from remoteAddress: SocketAddress?) async throws -> Response {
    let headers = CallHeaders(request.headers)
    let requestID = headers.requestID ?? CallHeaders.newRequestID()
    var body = BodyReader(request.body)
    do throws(RPCError) {
      let (bearer, client) = try await callers.caller(headers, from: remoteAddress)
      guard let importID = UUID(uuidString: id) else { throw RPCError(.notFound) }
      guard (headers.contentLength ?? 0) <= limits.uploadBytes else { throw .fileTooLarge(limits.uploadBytes) }
      let stored = try await store(&body, importID, bearer) {
        RequestContext(
          requestID: requestID.id, language: Language(acceptLanguage: headers.acceptLanguage),
          clientAddress: client.text,
          timeout: limits.deadline, idempotencyKey: $0)
      }
      return Response(CallAnswer(.ok, Array(stored.utf8), requestID.text))
    } catch {
      return Response(failure: error, Language(acceptLanguage: headers.acceptLanguage), requestID.text)
    }
  }

  @concurrent
  private func store(
    _ body: inout BodyReader, _ importID: UUID, _ bearer: BearerToken, _ context: (String) -> RequestContext
  ) async throws(RPCError) -> String {
    var digest = RunningDigest()
    var waiting: [UInt8] = []
    var parts = 0
    var bytes = 0
    while let piece = try await next(&body) {
      bytes += piece.readableBytes
      guard bytes <= limits.uploadBytes else { throw .fileTooLarge(limits.uploadBytes) }
      waiting.append(contentsOf: piece.readableBytesView)
      while waiting.count >= limits.uploadPartBytes {
        let part = Array(waiting.prefix(limits.uploadPartBytes))
        waiting.removeFirst(limits.uploadPartBytes)
        digest.update(part)
        try await storePart(part, parts, importID, bearer, context)
        parts += 1
      }
    }
    if !waiting.isEmpty {
      digest.update(waiting)
      try await storePart(waiting, parts, importID, bearer, context)
      parts += 1
    }
    return #"{"parts":\#(parts),"bytes":\#(bytes),"sha256":"\#(Hexadecimal.text(digest.finish()))"}"#
  }

  @concurrent
  private func next(_ body: inout BodyReader) async throws(RPCError) -> ByteBuffer? {
    do {
      return try await body.next()
    } catch {
      throw RPCError(.cancelled)
    }
  }

  /// The part goes through the same door as every other call, under a key of its own: a file that is sent again takes the place of
  /// what was sent before.
  private func storePart(
    _ part: [UInt8], _ number: Int, _ importID: UUID, _ bearer: BearerToken, _ context: (String) -> RequestContext
  ) async throws(RPCError) {
    let id = importID.uuidString.lowercased()
    let call = try Self.call(
      #"{"importId":"\#(id)","partNumber":\#(number),"data":"\#(Data(part).base64EncodedString())"}"#)
    let outcome = await calls.runAny(
      call, bearer: bearer, request: context("part-\(id)-\(number)-\(UUID.version7())"), isPatient: true)
    if case .failure(let error) = outcome { throw error }
  }

  private static func call(_ parameters: String) throws(RPCError) -> RPCCall {
    let parser = RPCParser(limits: JSONLimits(depth: 4, bytes: parameters.utf8.count + 256))
    let text = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
    guard case .single(.call(let call)) = parser.parse(Array(text.utf8)) else { throw RPCError(.internalError) }
    return call
  }
}

extension RPCError {
  static func fileTooLarge(_ limit: Int) -> RPCError {
    RPCError(
      .quotaExceeded,
      message: LocalizedText(
        chinese: "文件超过 \(limit) 字节", english: "the file is larger than \(limit) bytes: split it"))
  }
}
