import FoundationEssentials
import Logging
import Testing

@testable import EmbeddedPostgres

@Suite("What a failed start says")
struct FailureTests {
  private func failure(settings: [String: String]) async throws -> String {
    try await TestHome.with { home in
      var configuration = home.configuration(.service)
      configuration.settings = settings
      do {
        try await EmbeddedPostgres.start(configuration, logger: Logger(label: "test")).stop()
        return "started"
      } catch { return "\(error)" }
    }
  }

  @Test("Memory that isn't there")
  func memory() async throws {
    let text = try await failure(settings: ["shared_buffers": "7TB"])
    #expect(text.contains("could not map anonymous shared memory") && text.contains("free some memory"))
  }

  @Test("A setting that isn't one")
  func unknownSetting() async throws {
    let text = try await failure(settings: ["no_such_setting": "1"])
    #expect(text.contains(#"unrecognized configuration parameter "no_such_setting""#) && text.contains("(log: /"))
  }

  @Test(
    "The telling line is found in what a program wrote",
    arguments: [
      ("a\n2026-01-01 UTC [7] FATAL:  could not bind\nLOG:  database system is shut down\n", "could not bind"),
      (
        "LOG:  invalid value in f line 3\nFATAL:  configuration file \"f\" contains errors", "invalid value in f line 3"
      ),
      (
        "initdb: error: could not create directory \"x\": No space left on device",
        "could not create directory \"x\": No space left on device"
      ),
      ("sh: 1: cd: can't cd to /root/x\n\n", "sh: 1: cd: can't cd to /root/x"),
      ("LOG:  one\nPANIC:  could not write\nFATAL:  later", "could not write"),
    ])
  func reason(text: String, expected: String) {
    #expect(ServerLog.reason(in: text) == expected)
  }

  @Test("Nothing written, nothing told")
  func silence() { #expect(ServerLog.reason(in: "\n \n") == nil) }

  @Test(
    "Every error is one line",
    arguments: [
      EmbeddedPostgresError.postgresMissing(lookedIn: ["/a", "/b"]), .postgresTooOld(version: "14.2", folder: "/a"),
      .postgresUnusable(folder: "/a", reason: "r"), .clusterOfOtherVersion(cluster: 15, found: 16),
      .alreadyRunning(processIdentifier: 7, home: "/h"), .folderUnusable(path: "/p", reason: "r"),
      .homeNotEmpty(path: "/p"), .noUnprivilegedUser, .initialisationFailed(reason: "No space left on device"),
      .startFailed(reason: "Permission denied", log: "/l"), .startTimedOut(seconds: 3, log: "/l"),
      .stopFailed(processIdentifier: 7), .notRunning(home: "/h"), .cancelled,
    ])
  func oneLine(error: EmbeddedPostgresError) {
    #expect(!error.description.isEmpty && !error.description.contains(where: \.isNewline))
  }

  @Test("A login's description keeps the password to itself")
  func redacted() {
    let login = EmbeddedPostgres.Login(
      socketDirectory: "/s", port: 5432, superuser: "postgres", superuserPassword: "pw1")
    var dumped = ""
    dump(login, to: &dumped)
    #expect(!"\(login)\(dumped)\(String(reflecting: login))".contains("pw1"))
  }

  @Test("Settings are quoted as PostgreSQL reads them")
  func quoting() {
    let configuration = EmbeddedPostgres.Configuration(home: "/h", purpose: .service, settings: ["work_mem": "1'\\"])
    let text = ServerSettings(configuration: configuration, socketFolder: #"/a,"b'"#).text
    #expect(text.contains(#"work_mem = '1''\\'"#) && text.contains(#"unix_socket_directories = '"/a,""b''"'"#))
  }
}
