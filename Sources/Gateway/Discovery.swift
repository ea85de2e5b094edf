import JSONRPC
package import Operations
import Synchronization

/// `rpc.discover`: the document of what the caller may call. It isn't an operation, since it reads nothing but the
/// program itself: no tenant, no row, and so no event either.
package final class Discovery: Sendable {
  /// The method's name, which the specification reserves.
  package static let method = "rpc.discover"

  private let registry: Registry
  /// One document for each set of methods that somebody could call, and one for those without a credential.
  private let documents = Mutex<[[Access]?: JSONBytes]>([:])

  private static let accesses = Permission.allCases.map(Access.requires) + [.signedIn, .authenticated]

  /// - Parameter registry: the methods.
  package init(_ registry: Registry) {
    self.registry = registry
  }

  /// The document for a person, or for somebody unknown.
  /// - Throws: `INVALID_PARAMS` when there are any.
  func document(for actor: Actor?, _ call: RPCCall) throws(RPCError) -> JSONBytes {
    _ = try call.params.decode(NoParameters.self)
    let held = actor.map { actor in Self.accesses.filter(actor.mayCall) }
    if let document = documents.withLock({ $0[held] }) { return document }
    let document = try JSONOutput.encode(try APIDocument.document(for: actor, registry))
    documents.withLock { $0[held] = document }
    return document
  }

  /// The method as it stands in the documents.
  static var description: OpenRPCMethod {
    var method = OpenRPCMethod(
      name: method, summary: "This document, as far as the caller may call what it describes",
      description:
        "Without a credential: the methods that are open to anybody. The whole document is at /openrpc.json.",
      params: [],
      result: OpenRPCMethod.ContentDescriptor(
        name: "document", schema: .anything(description: "An OpenRPC 1.4.1 document")))
    method.errors = [.invalidParams, .credentialExpired, .rateLimited]
    method.permission = Access.anybody.permissionName
    return method
  }

  private struct NoParameters: Codable, Described {
    static let descriptions: [String: String] = [:]
  }
}
