import ArgumentParser
import FoundationEssentials
import JSONRPC
import Vault

/// Saves what the import takes back.
struct DirectoryExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Write organizations, departments, staff or special-disease lists as comma-separated text to the standard output."
  )

  @Argument(help: "organizations, departments, staff or special-diseases.")
  var kind: DirectoryFileKind

  @Option(
    name: .customLong("as"),
    help: "The hospital's administrator, such as admin@49557184-0; for organizations the platform's.")
  var username: String

  @Flag(help: "Only departments or staff that an import met and nobody has confirmed.")
  var unconfirmed = false

  @Option(help: "Only the staff of this department, by its identifier.")
  var department: String?

  @OptionGroup var service: ServiceOption

  func validate() throws {
    if unconfirmed, kind != .departments, kind != .staff {
      throw ValidationError("--unconfirmed goes with departments and staff only")
    }
    if department != nil, kind != .staff { throw ValidationError("--department goes with staff only") }
  }

  func run() async throws {
    struct Parameters: Encodable {
      let unconfirmedOnly: Bool?
      let departmentId: String?
    }
    // Both fields are named: an answer with one that isn't known is refused.
    struct File: Decodable {
      let csv: String
      let rows: Int
    }
    let parameters = Parameters(unconfirmedOnly: unconfirmed ? true : nil, departmentId: department)
    let file = try await service.client(as: username).result("\(kind.domain).export", parameters, as: File.self)
    Terminal.write(Array(file.csv.utf8), to: 1)
  }
}
