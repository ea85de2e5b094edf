import FoundationEssentials
package import JSONRPC
package import Operations
import Vault

/// Calls that the transport of a file makes on its caller's behalf: permission, scope and record are the methods'.
package struct FileCall: Sendable {
  let calls: CallRunner
  let caller: Credential
  let request: RequestContext
  let timeout: Duration

  /// Runs a method under a key of its own and with the whole time: a file takes as long as it takes.
  @concurrent
  package func perform<Method: Operation>(_ method: Method) async throws(RPCError) -> Method.Output {
    let request = RequestContext(
      requestID: request.requestID, language: request.language, clientAddress: request.clientAddress,
      timeout: timeout)
    return try await calls.perform(
      method, as: caller, in: request, key: "file-\(UUID.version7())", isPatient: true)
  }
}
