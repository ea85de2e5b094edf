import FoundationEssentials
import JSONRPC
import Logging
import Operations
import Vault

/// Sets the demo region up by the service's own methods, as its people would; only the year behind it is ``DemoHistory``. Each step looks at what is there first, and each
/// write has a key that follows from names, so that an interrupted loading goes on at the next start.
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

  /// Keeps the secrets of an account that was just made.
  func keep(_ made: JSONValue, _ person: DemoPerson, organization: String, hospitalCode: String?) throws {
    guard let username = made["username"]?.string, let password = made["password"]?.string else {
      throw Problem("loading the demo region: \(person.username) was made without a password")
    }
    let account = DemoAccount(
      organization: organization, hospitalCode: hospitalCode, role: person.role.rawValue, username: username,
      password: password, totpSecret: made["totpSecret"]?.string)
    try DemoAccounts.add(account, in: home)
  }

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
    let username = "\(person.username)@\(code)"
    guard try DemoAccounts.named(username, in: home) == nil else { return }
    let made = try await platform.call(
      "administrator.create",
      Creation(
        organizationId: identifier, role: person.role.rawValue, username: person.username,
        displayName: person.displayName), key: username)
    try keep(made, person, organization: organization, hospitalCode: hospitalCode)
  }
}

/// The parameters of a method that has none.
struct NoParameters: Encodable {}
