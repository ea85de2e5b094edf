import FoundationEssentials
import JSONRPC
import Vault

/// A running service as one person sees it: signs in when it must, remembers the token, and repeats a call whose token had ended.
struct AccountClient: Sendable {
  let service: ServiceClient
  let username: String
  /// Where the password comes from when the account isn't the demo's; nil asks the person.
  let passwordFile: String?
  let home: Home

  /// Calls a method for the person.
  func call(_ method: String, _ params: [UInt8], idempotencyKey: String? = nil) async throws(Problem) -> ServiceAnswer {
    let token = try await token()
    let answer = try await service.call(method, params, token: token, idempotencyKey: idempotencyKey)
    guard let symbol = answer.errorSymbol, symbol == "CREDENTIAL_EXPIRED" || symbol == "UNAUTHENTICATED" else {
      return answer
    }
    let fresh = try await self.token(insteadOf: token)
    return try await service.call(method, params, token: fresh, idempotencyKey: idempotencyKey)
  }

  /// Calls a method that must succeed, and decodes its result.
  func result<Result: Decodable>(
    _ method: String, _ params: some Encodable, as type: Result.Type = Result.self, idempotencyKey: String? = nil
  ) async throws(Problem) -> Result {
    switch try await call(method, try JSON.bytes(params), idempotencyKey: idempotencyKey) {
    case .result(let value):
      do { return try value.decode(type) } catch { throw Problem("\(method) answered what this version doesn't know") }
    case .error(let error):
      throw Problem("\(method): \(error["message"]?.string ?? String(decoding: error.rawBytes, as: UTF8.self))")
    }
  }

  /// A token that was good when it was last used; a new one when there is none, or the one is known to be bad.
  func token(insteadOf bad: String? = nil) async throws(Problem) -> String {
    let file = try SessionFile(username: username, home: home)
    var record = file.record(for: service.url)
    if let token = record.token, token != bad { return token }
    record.token = nil
    let token = try await signIn(&record, file)
    record.token = token
    try file.keep(record)
    return token
  }

  private func signIn(_ record: inout SessionRecord, _ file: SessionFile) async throws(Problem) -> String {
    let account = try DemoAccounts.named(username, in: home)
    let password = try password(account)
    let secret = account?.totpSecret.flatMap(OneTimeCode.init(base32:))
    let knewStep = record.lastStep != nil
    var first = Credentials(username, password)
    if account?.mustChangePassword == true { first.newPassword = PasswordGenerator.generate() }
    var answer = try await attempt(first, secret, &record, file)
    if let chosen = first.newPassword, var account, answer.errorSymbol == nil {
      (account.password, account.mustChangePassword) = (chosen, nil)
      try DemoAccounts.add(account, in: home)
    }
    if answer.errorSymbol == "STEP_UP_REQUIRED" {
      var more = Credentials(username, password)
      if answer.detail("change") == "password" { more.newPassword = try newPassword() }
      if answer.detail("factor") != nil, secret == nil {
        more.totp = Terminal.ask(OperatorLanguage.choose("动态口令：", "One-time code:"))
      }
      answer = try await attempt(more, secret, &record, file)
    } else if answer.errorSymbol == "UNAUTHENTICATED", secret != nil, !knewStep {
      // Another program may have used the present code: the next one is ours.
      answer = try await attempt(Credentials(username, password), secret, &record, file)
    }
    return try token(from: answer)
  }

  /// What signing in sends.
  private struct Credentials: Encodable {
    let username: String
    let password: String
    var totp: String?
    var newPassword: String?

    init(_ username: String, _ password: String) {
      self.username = username
      self.password = password
    }
  }

  private func attempt(
    _ credentials: Credentials, _ secret: OneTimeCode?, _ record: inout SessionRecord, _ file: SessionFile
  ) async throws(Problem) -> ServiceAnswer {
    var credentials = credentials
    if let secret {
      let (code, step) = try await SessionFile.code(secret, after: record.lastStep)
      record.lastStep = step
      try file.keep(record)
      credentials.totp = code
    }
    return try await service.call("session.signIn", try JSON.bytes(credentials))
  }

  /// A password of the person's own, in place of one that somebody else has made.
  private func newPassword() throws(Problem) -> String {
    Terminal.note(
      OperatorLanguage.choose("该密码由管理员设置，须更换。", "This password was made by somebody else and must be changed."))
    guard let chosen = Terminal.askSecretly(OperatorLanguage.choose("新密码：", "New password:")), !chosen.isEmpty,
      chosen == Terminal.askSecretly(OperatorLanguage.choose("再输入一次：", "Once more:"))
    else { throw Problem("\(username) needs a new password, typed twice alike at a terminal") }
    return chosen
  }

  private func password(_ account: DemoAccount?) throws(Problem) -> String {
    if let passwordFile { return try PrivateFile.secret(at: passwordFile) }
    if let account { return account.password }
    guard let typed = Terminal.askSecretly(OperatorLanguage.choose("\(username) 的密码：", "Password of \(username):")),
      !typed.isEmpty
    else {
      throw Problem(
        "\(username) is not among the demo's accounts in \(home.path): give --password-file, or call from a terminal")
    }
    return typed
  }

  private func token(from answer: ServiceAnswer) throws(Problem) -> String {
    switch answer {
    case .result(let result):
      guard let token = result["token"]?.string else { throw Problem("session.signIn gave no token") }
      return token
    case .error(let error):
      let rules = error["data"]?["violations"]?.elements.compactMap { $0["message"]?.string } ?? []
      throw Problem(
        "\(username): \(([error["message"]?.string ?? "signing in was refused"] + rules).joined(separator: "; "))")
    }
  }
}
