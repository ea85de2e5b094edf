import FoundationEssentials
import JSONRPC
import Logging
import Operations
import Vault

/// Sets the demo region up by the service's own methods, as its people would; only the year behind it is ``DemoHistory``. Each step
/// looks at what is there first, and each write has a key that follows from names, so that an interrupted loading goes on at the next
/// start.
struct DemoLoader {
  let home: Home
  let url: String
  let dispatcher: Dispatcher
  let history: DemoHistory
  let logger: Logger

  /// Loads the region unless it is complete.
  func loadOnce() async throws {
    guard !FileManager.default.fileExists(atPath: home.demoMarker) else { return }
    Terminal.print("loading the demo region \(DemoRegion.bureauName) …")
    let platform = try await session(of: PlatformFounding.usualUsername)
    let bureau = try await bureau(platform)
    for hospital in DemoRegion.hospitals {
      let identifier = try await self.hospital(hospital, below: bureau, platform)
      try await administrators(of: hospital, identifier, platform)
      try await DemoHospitalLoader(hospital: hospital, region: self).load()
      try await history.write(hospital: hospital.code, today: dispatcher.calendar.today)
      try await DemoDailyWork(
        hospital: hospital,
        session: { role in
          let person = hospital.people.first { $0.role == role }
          return try await session(of: "\(person?.username ?? "")@\(hospital.code)")
        }, today: dispatcher.calendar.today, logger: logger
      ).load()
      logger.info("demo hospital loaded", metadata: ["code": "\(hospital.code)"])
    }
    try PrivateFile.write("\(dispatcher.calendar.today)\n", to: home.demoMarker)
  }

  /// An account's session.
  func session(of username: String) async throws -> DemoSession {
    guard let account = try DemoAccounts.named(username, in: home) else {
      throw Problem(
        "\(username) is missing in \(home.demoAccounts): restore the file, or start afresh with `make reset`")
    }
    return try await DemoSession.signIn(account, dispatcher: dispatcher, home: home, url: url)
  }

  /// Signs a new account in for the first time, which asks for a password of its own, and keeps what it signs in with from then on. An
  /// account whose secrets were lost on the way gets new ones at the next start.
  func enter(
    _ made: JSONValue, totpSecret: String?, _ person: DemoPerson, organization: String, hospitalCode: String?
  ) async throws {
    guard let username = made["username"]?.string, let password = made["password"]?.string else {
      throw Problem("loading the demo region: \(person.username) was made without a password")
    }
    var account = DemoAccount(
      organization: organization, hospitalCode: hospitalCode, role: person.role.rawValue, username: username,
      password: password, totpSecret: totpSecret)
    let chosen = PasswordGenerator.generate()
    try await DemoSession.signIn(account, newPassword: chosen, dispatcher: dispatcher, home: home, url: url)
    account.password = chosen
    try DemoAccounts.add(account, in: home)
  }

  /// A key for what shows a secret: asked for again it is done again.
  static func freshKey() -> String { UUID().uuidString }

  private func bureau(_ platform: DemoSession) async throws -> String {
    struct Creation: Encodable {
      let regionCode: String
      let name: String
    }
    let code = DemoRegion.bureauCode
    let identifier = try await organization(code, platform) {
      try await platform.call("bureau.create", Creation(regionCode: code, name: DemoRegion.bureauName), key: code)
    }
    try await administrator(
      DemoRegion.supervisor, of: identifier, code: code, organization: DemoRegion.bureauName, hospitalCode: nil,
      platform)
    return identifier
  }

  private func hospital(_ hospital: DemoHospital, below bureau: String, _ platform: DemoSession) async throws -> String
  {
    struct Creation: Encodable {
      let code: String
      let name: String
      let bureauId: String
    }
    return try await organization(hospital.code, platform) {
      try await platform.call(
        "hospital.create", Creation(code: hospital.code, name: hospital.name, bureauId: bureau), key: hospital.code)
    }
  }

  /// The organization of a code, made when it isn't there.
  private func organization(
    _ code: String, _ platform: DemoSession, make: () async throws -> JSONValue
  ) async throws -> String {
    let list = try await platform.call("organization.list", NoParameters())
    let found = list["items"]?.elements.first { $0["code"]?.string == code }
    let value = if let found { found } else { try await make() }
    guard let identifier = value["id"]?.string else { throw Problem("loading the demo region: \(code) has no id") }
    return identifier
  }

  private func administrators(of hospital: DemoHospital, _ identifier: String, _ platform: DemoSession) async throws {
    for person in hospital.people where person.role.isAdministrative {
      try await administrator(
        person, of: identifier, code: hospital.code, organization: hospital.name, hospitalCode: hospital.code, platform)
    }
  }

  private func administrator(
    _ person: DemoPerson, of identifier: String, code: String, organization: String, hospitalCode: String?,
    _ platform: DemoSession
  ) async throws {
    struct Creation: Encodable {
      let organizationId: String
      let role: String
      let username: String
      let displayName: String
    }
    struct Naming: Encodable {
      let organizationId: String
      let username: String
    }
    let username = "\(person.username)@\(code)"
    guard try DemoAccounts.named(username, in: home) == nil else { return }
    let creation = Creation(
      organizationId: identifier, role: person.role.rawValue, username: person.username,
      displayName: person.displayName)
    switch try await platform.attempt("administrator.create", creation, key: Self.freshKey()) {
    case .success(let made):
      try await enter(
        made, totpSecret: made["totpSecret"]?.string, person, organization: organization, hospitalCode: hospitalCode)
    case .failure(let error) where error.code == .alreadyExists:
      let named = Naming(organizationId: identifier, username: person.username)
      let made = try await platform.call("administrator.resetPassword", named, key: Self.freshKey())
      let code = try await platform.call("administrator.resetOneTimeCode", named, key: Self.freshKey())
      try await enter(
        made, totpSecret: code["totpSecret"]?.string, person, organization: organization, hospitalCode: hospitalCode)
    case .failure(let error): throw error
    }
  }
}

/// The parameters of a method that has none.
struct NoParameters: Encodable {}
