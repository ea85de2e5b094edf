import ArgumentParser
import EmbeddedPostgres
import FoundationEssentials
import Logging

/// Looks at everything that a healthy deployment needs.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check settings, version, migrations, isolation, master key, disk and clock.",
    discussion: """
      Of the embedded service that runs in --home, or of the database that --database-host or --config names. Exit code 1 \
      when there is a problem; warnings leave it 0.
      """)

  @OptionGroup var place: HomeOption
  @OptionGroup var options: DatabaseOptions

  @Flag(help: "Print a list of {name, state, text} as JSON.")
  var json = false

  func run() async throws {
    let logger = Logger(label: "huifang") { _ in SwiftLogNoOpLogHandler() }
    var findings: [DoctorFinding] = []
    do {
      let settings = try await options.settings()
      let home = settings.namesDatabase ? nil : try place.existing()
      let keyFile = try home?.masterKey ?? settings.masterKeyFile()
      findings += MachineCheck(masterKeyFile: keyFile, folder: home?.path).findings()
      let target: OperatorTarget
      if settings.namesDatabase {
        var configuration = try await settings.database()
        configuration.useFewConnections()
        target = OperatorTarget(superuser: configuration, masterKeyFile: keyFile, home: nil)
      } else {
        target = try await OperatorTarget.choose(place, options, logger: logger)
      }
      findings += await ServerCheck(target: target, logger: logger).findings()
    } catch {
      findings.append(DoctorFinding("database", .problem, Problem(explaining: error).description))
    }
    try show(findings)
    if findings.contains(where: { $0.state == .problem }) { throw ExitCode.failure }
  }

  private func show(_ findings: [DoctorFinding]) throws {
    guard !json else {
      Terminal.print(try PrettyJSON.text(try JSON.bytes(findings)))
      return
    }
    for finding in findings {
      let mark =
        switch finding.state {
        case .good: "ok      "
        case .warning: "warning "
        case .problem: "PROBLEM "
        }
      Terminal.print("\(mark) \(finding.name): \(finding.text)")
    }
  }
}

/// One thing that was looked at.
struct DoctorFinding: Encodable, Sendable, Hashable {
  /// How it is.
  enum State: String, Encodable, Sendable {
    case good = "ok"
    case warning, problem
  }

  let name: String
  let state: State
  let text: String

  init(_ name: String, _ state: State, _ text: String) {
    self.name = name
    self.state = state
    self.text = text
  }
}
