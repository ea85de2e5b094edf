import ArgumentParser
import FoundationEssentials
import JSONRPC
import Vault

/// Asks for a hospital's archive, waits until another person has approved it and a job has written it, and fetches it.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask for an archive of all that a hospital owns, wait, and fetch it.",
    discussion: """
      The passphrase is printed once: keep it apart from the file. The security officer approves meanwhile; called again, the \
      command goes on with what was asked for. docs/export.md says what is in the archive.

      huifang export --hospital 49557184-0 --reason 合同到期 --output hospital.tar.enc
      openssl enc -d -aes-256-ctr -pbkdf2 -iter 600000 -in hospital.tar.enc | tar -x
      """)

  @Option(help: "The hospital's code, such as 49557184-0.")
  var hospital: String

  @Option(name: .shortAndLong, help: "The file to write.", completion: .file())
  var output: String

  @Option(help: "Why, 2 to 200 characters; shown to whoever approves.")
  var reason: String?

  @Option(name: .customLong("as"), help: "Who asks. (default: the demo's leader of the hospital)")
  var username: String?

  @OptionGroup var service: ServiceOption

  func run() async throws {
    guard !FileManager.default.fileExists(atPath: output) else {
      throw Problem("\(output) exists already: name a new file")
    }
    let client = try service.client(as: username ?? "leader@\(hospital)")
    guard client.username.hasSuffix("@\(hospital)") else {
      throw Problem("\(client.username) is not of hospital \(hospital): name a user whose name ends with @\(hospital)")
    }
    let run = ExportRun(client: client)
    let export = try await run.ask(reason: reason)
    let file = try await run.fetch(export, to: output)
    Terminal.print("\(output): \(file.bytes) bytes, SHA-256 \(file.sha256)")
    Terminal.print("openssl enc -d -aes-256-ctr -pbkdf2 -iter 600000 -in \(output) | tar -x")
  }
}

/// One archive, from the request to the file.
struct ExportRun {
  let client: AccountClient

  private struct Request: Encodable { let reason: String }
  private struct Reference: Encodable { let exportId: String }

  /// The archive that was asked for before, or a new one.
  /// - Returns: its identifier, when it is written.
  func ask(reason: String?) async throws(Problem) -> String {
    var identifier = try await newest()
    if identifier == nil {
      guard let reason else { throw Problem("say why the archive is wanted: --reason") }
      let made = try await value("hospital.export.create", Request(reason: reason), writes: true)
      identifier = made["exportId"]?.string
      Terminal.print("passphrase: \(made["passphrase"]?.string ?? "")")
    }
    guard let identifier else { throw Problem("the service announced no archive") }
    Terminal.note("waiting for the approval: hospital.export.approve {\"exportId\":\"\(identifier)\"}")
    defer { Terminal.clearProgress() }
    while true {
      let export = try await find { $0["exportId"]?.string == identifier }
      switch export?["status"]?.string {
      case "ready": return identifier
      case "requested", "approved":
        Terminal.showProgress("\(export?["status"]?.string ?? "") \(export?["rows"]?.integer ?? 0)")
      default: throw Problem("the archive was discarded")
      }
      do { try await Task.sleep(for: .seconds(2)) } catch { throw Problem("interrupted") }
    }
  }

  /// Fetches the archive; the file appears when its hash has been compared.
  func fetch(_ identifier: String, to path: String) async throws(Problem) -> (bytes: Int, sha256: String) {
    let address = try await value("hospital.export.download", Reference(exportId: identifier), writes: true)
    guard let download = address["path"]?.string, let expected = address["sha256"]?.string else {
      throw Problem("the service gave no address")
    }
    let unfinished = "\(path).unfinished"
    let file = try await client.service.download(download, to: unfinished, token: try await client.token())
    guard file.sha256 == expected else {
      try? FileManager.default.removeItem(atPath: unfinished)
      throw Problem("what arrived is not what was written (SHA-256 \(file.sha256) instead of \(expected)): try again")
    }
    do {
      try FileManager.default.moveItem(atPath: unfinished, toPath: path)
    } catch {
      throw Problem("\(path): \(error)")
    }
    return file
  }

  private func newest() async throws(Problem) -> String? {
    try await find { ["requested", "approved", "ready"].contains($0["status"]?.string) }?["exportId"]?.string
  }

  private func find(_ isWanted: (JSONValue) -> Bool) async throws(Problem) -> JSONValue? {
    let list = try await value("hospital.export.list", NoParameters())
    return list["items"]?.elements.first(where: isWanted)
  }

  private func value(_ method: String, _ params: some Encodable, writes: Bool = false) async throws(Problem)
    -> JSONValue
  {
    let key = writes ? "cli-\(Base64URL.encode(SecureRandom.bytes(18)))" : nil
    return try await client.result(method, params, as: JSONValue.self, idempotencyKey: key)
  }
}
