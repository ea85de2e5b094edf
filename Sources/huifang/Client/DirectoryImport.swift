import ArgumentParser
import FoundationEssentials
import FrontPages
import JSONRPC
import Vault

/// Loads a file: all rows or none.
struct DirectoryImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Load organizations, departments, staff or special-disease lists from comma-separated text.",
    discussion: """
      All rows are taken or none; what is wrong is told by row and column. An empty cell leaves what is there. The file is \
      what a spreadsheet saves as CSV, in UTF-8, UTF-16 or GB 18030.

      huifang directory import staff staff.csv --as admin@49557184-0 --dry-run
      """)

  @Argument(help: "organizations, departments, staff or special-diseases.")
  var kind: DirectoryFileKind

  @Argument(help: "The file.", completion: .file())
  var file: String

  @Option(
    name: .customLong("as"),
    help: "The hospital's administrator, such as admin@49557184-0; for organizations the platform's.")
  var username: String

  @Flag(help: "Say what would be done, or what is wrong, without doing it.")
  var dryRun = false

  @OptionGroup var service: ServiceOption

  func run() async throws {
    struct Parameters: Encodable {
      let csv: String
      let dryRun: Bool
    }
    let parameters = try JSON.bytes(Parameters(csv: try Self.text(of: file), dryRun: dryRun))
    let key = "cli-\(Base64URL.encode(SecureRandom.bytes(18)))"
    switch try await service.client(as: username).call("\(kind.domain).import", parameters, idempotencyKey: key) {
    case .result(let outcome): Terminal.print(Self.summary(of: outcome))
    case .error(let error):
      for line in Self.lines(of: error) { Terminal.note(line) }
      throw ExitCode.failure
    }
  }

  /// The file's text.
  static func text(of file: String) throws(Problem) -> String {
    guard let data = try? Data(contentsOf: URL(filePath: file)) else {
      throw Problem("\(file) can't be read: name another file")
    }
    guard let decoded = WholeText.decode(Array(data)) else {
      throw Problem(
        OperatorLanguage.choose(
          "\(file) 既不是 UTF-8 也不是 GB 18030：请在电子表格中另存为“CSV UTF-8”",
          "\(file) is neither UTF-8 nor GB 18030: save it as \u{201C}CSV UTF-8\u{201D} in the spreadsheet"))
    }
    return decoded.text
  }

  /// What was done, in a line.
  static func summary(of outcome: JSONValue) -> String {
    let (created, updated) = (outcome["created"]?.integer ?? 0, outcome["updated"]?.integer ?? 0)
    let unchanged = outcome["unchanged"]?.integer ?? 0
    let isDry = outcome["dryRun"]?.boolean ?? false
    return OperatorLanguage.choose(
      "\(isDry ? "试运行，未写入：" : "")新增 \(created)，更改 \(updated)，无变化 \(unchanged)",
      "\(isDry ? "dry run, nothing written: " : "")\(created) created, \(updated) updated, \(unchanged) unchanged")
  }

  /// What is wrong, a line each.
  static func lines(of error: JSONValue) -> [String] {
    let violations = error["data"]?["violations"]?.elements ?? []
    return [error["message"]?.string ?? String(decoding: error.rawBytes, as: UTF8.self)]
      + violations.map { "  \($0["path"]?.string ?? ""): \($0["message"]?.string ?? "")" }
  }
}
