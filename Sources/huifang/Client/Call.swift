import ArgumentParser
import JSONRPC
import Operations
import Server
import Vault

/// Calls a method of the running service.
struct Call: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Call a method of the running service.",
    discussion: """
      The result is printed as JSON; an error is printed as JSON on the standard error, with exit code 1. Tokens are kept \
      in the home (mode 600) and used again; the demo's passwords and one-time codes are taken from demo-accounts.json.

      huifang call followup.task.next '{}' --as nurse@49557184-0
      huifang call account.create '{"username":"li.min","displayName":"李敏"}' --as admin@49557184-0 --keep-sign-in
      """)

  @Argument(help: "The method, such as followup.task.list; `huifang openrpc` lists them.")
  var method: String

  @Argument(help: "The parameters, a JSON object.")
  var params = "{}"

  @Option(name: .customLong("as"), help: "The user name, such as nurse@49557184-0.")
  var username: String?

  @Option(help: "The key under which a write is done once only. (default: a new one)")
  var idempotencyKey: String?

  @Option(help: "Print this field of the result only, as plain text: id, or task.patientName.")
  var field: String?

  @Flag(
    help: "Keep the sign-in that the result shows once (mode 600, beside the demo's), so that --as can use it.")
  var keepSignIn = false

  @OptionGroup var service: ServiceOption

  func run() async throws {
    let value = try JSON.value(of: Array(params.utf8))
    let key = try keyOfWrite(value)
    let answer: ServiceAnswer
    if let username {
      answer = try await service.client(as: username).call(method, Array(value.rawBytes), idempotencyKey: key)
    } else {
      let client = ServiceClient(url: service.address())
      answer = try await client.call(method, Array(value.rawBytes), idempotencyKey: key)
    }
    switch answer {
    case .result(let result):
      if keepSignIn { try KeptSignIn(result, params: value).keep(in: service.home()) }
      Terminal.print(try field.map { try Self.text(of: $0, in: result) } ?? PrettyJSON.text(result))
    case .error(let error):
      Terminal.note(PrettyJSON.text(error))
      throw ExitCode.failure
    }
  }

  /// A field's text, for scripts: strings without their quotes, everything else as JSON.
  static func text(of path: String, in result: JSONValue) throws(Problem) -> String {
    var value = result
    for name in path.split(separator: ".") {
      guard
        let inner = Int(name).map({ value.elements.indices.contains($0) ? value.elements[$0] : nil })
          ?? value[String(name)]
      else { throw Problem("the result has no field \(path)") }
      value = inner
    }
    return value.string ?? PrettyJSON.text(value)
  }

  /// The key of a method that writes; nil when it reads, or the parameters hold one.
  private func keyOfWrite(_ params: JSONValue) throws -> String? {
    if let idempotencyKey { return idempotencyKey }
    guard params["idempotencyKey"] == nil, let known = try Composition.registry().methods[method], known.isIdempotent
    else { return nil }
    return "cli-\(Base64URL.encode(SecureRandom.bytes(18)))"
  }
}
