import ArgumentParser
import FoundationEssentials
import FrontPages

/// Imports a hospital's discharge file through the running service.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Import a hospital's discharge file through the running service.",
    discussion: """
      Any of the four front pages (N041, HQMS-P, HQMS-ABCD, 中医绩效考核) or the daily list 出院日报, told by the header; GB18030, \
      UTF-8 or UTF-16. The same file again changes nothing.

      huifang import n041-2026-10.csv --hospital 49557184-0
      huifang import --template --output 出院日报.csv
      """)

  @Argument(help: "The file.", completion: .file())
  var file: String?

  @Option(help: "The hospital's code, such as 49557184-0.")
  var hospital: String?

  @Flag(help: "Write an empty daily list 出院日报 with one example row instead of importing.")
  var template = false

  @Option(name: .shortAndLong, help: "Where --template writes; - is the standard output.", completion: .file())
  var output = "-"

  @Option(name: .customLong("as"), help: "Who imports. (default: the demo's follow-up centre manager of the hospital)")
  var username: String?

  @Option(
    help:
      "A code that the file may name besides the hospital's own; otherwise a file of another institution is refused.")
  var acceptInstitutionCode: String?

  @Option(
    help: "Save the rejected rows as CSV with the reasons, to be corrected and imported again.", completion: .file())
  var rejected: String?

  @Flag(help: "End with one line of JSON: {\"read\":…,\"new\":…,\"updated\":…,\"unchanged\":…,\"rejected\":…}.")
  var json = false

  @OptionGroup var service: ServiceOption

  func validate() throws {
    if template {
      guard file == nil, hospital == nil else {
        throw ValidationError("--template takes neither a file nor --hospital")
      }
    } else {
      guard file != nil else {
        throw ValidationError("name the file to import, or ask for an empty one with --template")
      }
      guard hospital != nil else { throw ValidationError("say whose file it is: --hospital CODE") }
    }
  }

  func run() async throws {
    if template { return try OutputFile(path: output, isPrivate: false).write(DailyListTemplate.bytes) }
    guard let file, let hospital else { throw Problem("name the file to import and its --hospital") }
    let client = try service.client(as: try importer(of: hospital))
    let upload = try UploadedFile(path: file)
    guard upload.size > 0 else { throw Problem("\(file) is empty (文件是空的): export it again") }
    let outcome = try await ImportRun(client: client, file: upload, acceptInstitutionCode: acceptInstitutionCode).run()
    if let rejected, outcome.counts.rejected > 0 {
      try await RejectedRows(client: client, importID: outcome.importID).save(to: rejected)
    }
    if json {
      Terminal.print(String(decoding: try JSON.bytes(outcome.counts), as: UTF8.self))
    } else {
      for line in outcome.summary(importer: client.username) { Terminal.print(line) }
    }
    if outcome.status != "finished" { throw ExitCode.failure }
  }

  private func importer(of hospital: String) throws -> String {
    guard let username else {
      let accounts = try DemoAccounts.read(in: try service.home())
      let found = accounts.first { $0.hospitalCode == hospital && $0.role == "centreManager" }
      guard let found else {
        let known = Set(accounts.compactMap(\.hospitalCode)).sorted().joined(separator: ", ")
        throw Problem(
          known.isEmpty
            ? "no demo is loaded in \(service.place.path): say who imports with --as, or start the demo with `make run`"
            : "\(hospital) is no hospital of the demo (\(known)): say who imports with --as")
      }
      return found.username
    }
    guard username.hasSuffix("@\(hospital)") else {
      throw Problem("\(username) is not of hospital \(hospital): name a user whose name ends with @\(hospital)")
    }
    return username
  }
}
