import JSONRPC
import Vault

/// The rows of an import that were not taken, as a file to correct.
struct RejectedRows {
  let client: AccountClient
  let importID: String

  private struct Request: Encodable {
    let importId: String
  }

  /// Writes the file, which holds personal data in plain text: for nobody else to read.
  func save(to file: String) async throws(Problem) {
    let address = try await client.result(
      "discharge.import.rejection.download", Request(importId: importID), as: JSONValue.self,
      idempotencyKey: "cli-\(Base64URL.encode(SecureRandom.bytes(18)))")
    guard let path = address["path"]?.string else { throw Problem("the service gave no address of the rejected rows") }
    let bytes = try await client.service.download(path, token: try await client.token())
    try OutputFile(path: file, isPrivate: true).write(bytes)
  }
}
