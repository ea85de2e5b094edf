import FoundationEssentials
import JSONRPC
import Operations
import Vault

/// Calls that the transport of a file makes on its caller's behalf: permission, scope and record are the methods'.
struct FileCall: Sendable {
  let calls: CallRunner
  let caller: Credential
  let client: ClientAddress
  let language: Language
  let requestID: UUID
  /// How long each of the calls may take.
  let timeout: Duration

  /// Runs a method under a key of its own.
  @concurrent
  func perform<Method: Operation>(_ method: Method) async throws(RPCError) -> Method.Output {
    let request = RequestContext(
      requestID: requestID, language: language, clientAddress: client.text, timeout: timeout)
    return try await calls.perform(
      method, as: caller, in: request, key: "file-\(UUID.version7())", isPatient: true)
  }
}
