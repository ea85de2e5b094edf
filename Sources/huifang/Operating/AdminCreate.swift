import ArgumentParser
import EmbeddedPostgres
import Logging
import Vault

/// Makes a platform administrator, and the platform when it isn't there.
struct AdminCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Create a platform administrator; the password is shown once.",
    discussion: """
      By the login of a superuser or owner: of the embedded service that runs in --home, or of the database that \
      --database-host or --config names. The administrator creates bureaus, hospitals and their administrators, and sees \
      no patient.
      """)

  @Option(help: "The person's name, such as 周建国.")
  var name: String

  @Option(help: "The user name before @platform.")
  var username = "admin"

  @OptionGroup var place: HomeOption
  @OptionGroup var options: DatabaseOptions

  func validate() throws {
    guard (1...60).contains(name.count) else { throw ValidationError("--name must have 1 to 60 characters") }
    guard username.wholeMatch(of: /[a-z][a-z0-9._\-]{1,31}/) != nil else {
      throw ValidationError(
        "--username must begin with a lower-case letter and have 2 to 32 of a–z, 0–9, dot, underscore, hyphen")
    }
  }

  func run() async throws {
    do {
      var logger = Logger(label: "huifang") { StreamLogHandler.standardError(label: $0) }
      logger.logLevel = .warning
      let target = try await OperatorTarget.choose(place, options, logger: logger)
      let account = PlatformFounding.newAccount(username: username)
      try await target.superuser.withDatabase(logger: logger) { database in
        try await PlatformFounding(database: database, masterKeyFile: target.masterKeyFile).found(
          account, displayName: name)
      }
      show(account)
    } catch {
      throw Problem(explaining: error)
    }
  }

  private func show(_ account: DemoAccount) {
    Terminal.print("user name   \(account.username)")
    Terminal.print("password    \(account.password)")
    guard let secret = account.totpSecret, let code = OneTimeCode(base32: secret) else { return }
    Terminal.print("one-time code secret   \(secret)")
    Terminal.print("for an authenticator   \(code.uri(issuer: "huifang", account: account.username))")
    Terminal.note("Neither is shown again.")
  }
}
