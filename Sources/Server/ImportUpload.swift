import Discharges
import FoundationEssentials
import Gateway
import HTTPTypes
import HummingbirdCore
import JSONRPC
import NIOCore
import Operations
import Vault

/// `PUT /files/imports/{importId}`: takes a file in and hands it to ``StoreImportPart`` in parts, so that it
/// is sealed and stored as it comes and never lies here whole. Permission, scope and record are the
/// method's. A file that is sent again takes the place of what was sent before.
struct ImportUpload: Sendable {
  let entrance: FileEntrance
  let limits: ServiceLimits

  /// Answers an upload with how much was stored, or with the API's error object under a status of 400 or more.
  @concurrent
  func receive(_ request: Request, import id: String, from remoteAddress: SocketAddress?) async throws -> Response {
    let asked = FileRequest(request)
    var body = BodyReader(request.body)
    do throws(RPCError) {
      let call = try await entrance.admit(asked, from: remoteAddress)
      guard let importID = UUID(uuidString: id) else { throw RPCError(.notFound) }
      guard (asked.headers.contentLength ?? 0) <= limits.uploadBytes else { throw .fileTooLarge(limits.uploadBytes) }
      let stored = try await store(&body, importID, call)
      return Response(CallAnswer(.ok, try JSONOutput.encode(stored).bytes, asked.id.text))
    } catch {
      return asked.failure(error)
    }
  }

  @concurrent
  private func store(
    _ body: inout BodyReader, _ importID: UUID, _ call: FileCall
  ) async throws(RPCError) -> StoredFile {
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
        _ = try await call.perform(StoreImportPart(importId: importID, partNumber: parts, data: FileBytes(part)))
        parts += 1
      }
    }
    if !waiting.isEmpty {
      digest.update(waiting)
      _ = try await call.perform(StoreImportPart(importId: importID, partNumber: parts, data: FileBytes(waiting)))
      parts += 1
    }
    return StoredFile(parts: parts, bytes: bytes, sha256: Hexadecimal.text(digest.finish()))
  }

  @concurrent
  private func next(_ body: inout BodyReader) async throws(RPCError) -> ByteBuffer? {
    do {
      return try await body.next()
    } catch {
      throw RPCError(.cancelled)
    }
  }
}

/// How much of a file was stored.
private struct StoredFile: Encodable {
  let parts: Int
  let bytes: Int
  let sha256: String
}

extension RPCError {
  static func fileTooLarge(_ limit: Int) -> RPCError {
    RPCError(
      .quotaExceeded,
      message: LocalizedText(
        chinese: "文件超过 \(limit) 字节", english: "the file is larger than \(limit) bytes: split it"))
  }
}
