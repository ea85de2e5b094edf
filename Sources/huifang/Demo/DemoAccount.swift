import JSONRPC

/// A sign-in of the demo region, as `demo-accounts.json` lists it.
struct DemoAccount: Codable, Sendable, Hashable, Described {
  /// The organization's name.
  var organization: String
  /// The hospital's code; absent for a bureau and the platform.
  var hospitalCode: String?
  /// The role that the account holds.
  var role: String
  /// `name@organizationCode`.
  var username: String
  /// A random password.
  var password: String
  /// The secret of the one-time code in Base32, where there is one.
  var totpSecret: String?
  /// True while the password is the one that somebody else made: the first sign-in chooses another.
  var mustChangePassword: Bool?

  static let descriptions = [
    "organization": "The organization's name", "hospitalCode": "The hospital's code", "role": "The role",
    "username": "name@organizationCode", "password": "The password",
    "totpSecret": "The one-time code's secret in Base32",
    "mustChangePassword": "True while the password is still the one that the account was made with",
  ]
}

/// The list of demo sign-ins in a home.
enum DemoAccounts {
  /// Those that are there; none before a demo was loaded.
  static func read(in home: Home) throws(Problem) -> [DemoAccount] {
    guard let text = PrivateFile.text(at: home.demoAccounts) else { return [] }
    do {
      return try JSON.value(of: Array(text.utf8)).decode([DemoAccount].self)
    } catch {
      throw Problem("\(home.demoAccounts) is damaged: start afresh with `make reset`, or restore the file")
    }
  }

  /// Adds one, which replaces the one of the same name.
  static func add(_ account: DemoAccount, in home: Home) throws(Problem) {
    let accounts = try read(in: home).filter { $0.username != account.username } + [account]
    try PrivateFile.write(try PrettyJSON.text(try JSON.bytes(accounts)) + "\n", to: home.demoAccounts)
  }

  /// The one of a name.
  static func named(_ username: String, in home: Home) throws(Problem) -> DemoAccount? {
    try read(in: home).first { $0.username == username }
  }
}
