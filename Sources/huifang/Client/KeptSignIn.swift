import JSONRPC

/// The sign-in of an account that was just made or reset, as its maker sees it once: kept beside the demo's for trying things out and for
/// scripts. The person's first own sign-in changes the password.
struct KeptSignIn {
  private let account: DemoAccount

  /// - Throws: a problem when the result shows no sign-in.
  init(_ result: JSONValue, params: JSONValue) throws(Problem) {
    guard let username = result["username"]?.string, let password = result["password"]?.string else {
      throw Problem("the result shows no user name and password to keep")
    }
    let organization = username.split(separator: "@").last.map(String.init) ?? ""
    account = DemoAccount(
      organization: organization, hospitalCode: organization.contains("-") ? organization : nil,
      role: params["role"]?.string ?? "", username: username, password: password,
      totpSecret: result["totpSecret"]?.string, mustChangePassword: true)
  }

  func keep(in home: Home) throws(Problem) {
    try DemoAccounts.add(account, in: home)
  }
}
