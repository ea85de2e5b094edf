import EmbeddedPostgres
import FoundationEssentials
import JSONRPC
import Operations
import Vault

/// A hospital, set up by its people through the dispatcher, as any other would be.
struct Hospital: Sendable {
  let tenant: UUID
  /// Twenty clinical departments; the first one is the nurse's ward.
  let departments: [UUID]
  let centre: UUID
  let policy: UUID
  let nurse: Account
  let manager: Account
  /// The platform's administrator.
  let platform: Account

  /// The code of the hospital that is measured.
  static let code = "49557184-0"
  /// The code of a small one beside it.
  static let neighbourCode = "49557185-9"

  /// The nurse's ward.
  var ward: UUID { departments[0] }

  /// Sets the platform and the hospital up in an empty database.
  static func found(_ scene: Scene, _ login: EmbeddedPostgres.Login, pack: String) async throws -> Hospital {
    let administrator = try await scene.withSuperuser(login) {
      try await Founding.platformAdministrator($0, masterKeyFile: scene.masterKeyFile)
    }
    return try await Scene.withDatabase(scene.serviceConfiguration(login), logger: scene.logger) { database in
      let dispatcher = try Founding.dispatcher(database, masterKeyFile: scene.masterKeyFile, logger: scene.logger)
      return try await HospitalSetUp(dispatcher: dispatcher, code: code, pack: pack).run(administrator)
    }
  }

  /// Sets up a second hospital, which follows up by its centre.
  func neighbour(_ scene: Scene, _ login: EmbeddedPostgres.Login) async throws -> Hospital {
    try await Scene.withDatabase(scene.serviceConfiguration(login), logger: scene.logger) { database in
      let dispatcher = try Founding.dispatcher(database, masterKeyFile: scene.masterKeyFile, logger: scene.logger)
      return try await HospitalSetUp(
        dispatcher: dispatcher, code: Self.neighbourCode, region: "370900", name: "泗河市妇幼保健院", pack: "P1"
      ).run(platform)
    }
  }
}

/// The steps of setting a hospital up, each by the one whose job it is.
private struct HospitalSetUp {
  let dispatcher: Dispatcher
  let code: String
  var region = "370800"
  var name = "泗河市第一人民医院"
  let pack: String

  func run(_ platformAdministrator: Account) async throws -> Hospital {
    let platform = try await Person(platformAdministrator, dispatcher)
    let bureau = try await id(platform, "bureau.create", #"{"regionCode":"\#(region)","name":"卫生健康委员会"}"#)
    let hospital = try await id(
      platform, "hospital.create",
      #"{"code":"\#(code)","name":"\#(name)","bureauId":"\#(text(bureau))"}"#)
    let administrator = try await self.administrator(of: hospital, "hospitalAdministrator", "admin", platform)
    let officer = try await self.administrator(of: hospital, "securityOfficer", "security", platform)
    let departments = try await self.departments(administrator)
    let centre = try await id(
      administrator, "department.create", #"{"name":"回访中心","kind":"functional","isFollowUpCentre":true}"#)
    let nurse = try await account("nurse", "wardNurse", departments[0], administrator, officer)
    let manager = try await account("manager", "centreManager", centre, administrator, officer)
    let policy = try await policy(Person(manager, dispatcher))
    return Hospital(
      tenant: hospital, departments: departments, centre: centre, policy: policy, nurse: nurse, manager: manager,
      platform: platformAdministrator)
  }

  private func administrator(
    of hospital: UUID, _ role: String, _ name: String, _ platform: Person
  ) async throws -> Person {
    let made = try await platform.call(
      "administrator.create",
      #"{"organizationId":"\#(text(hospital))","role":"\#(role)","username":"\#(name)","displayName":"\#(name)"}"#)
    return try await entered(made).person
  }

  private func departments(_ administrator: Person) async throws -> [UUID] {
    var departments: [UUID] = []
    for number in 1...20 {
      departments.append(
        try await id(administrator, "department.create", #"{"name":"第\#(number)科","kind":"clinical"}"#))
    }
    return departments
  }

  private func account(
    _ name: String, _ role: String, _ department: UUID, _ administrator: Person, _ officer: Person
  ) async throws -> Account {
    let made = try await administrator.call("account.create", #"{"username":"\#(name)","displayName":"\#(name)"}"#)
    let account = made["accountId"]?.string ?? ""
    try await officer.call(
      "assignment.grant", #"{"accountId":"\#(account)","role":"\#(role)","departmentId":"\#(text(department))"}"#)
    return try await entered(made).account
  }

  private func policy(_ manager: Person) async throws -> UUID {
    let draft = try await manager.call("policy.create", #"{"pack":"\#(pack)","dischargedFrom":"2020-01-01"}"#)
    guard let policy = draft["policyId"]?.string.flatMap(UUID.init(uuidString:)) else { throw Finding("no policy") }
    try await manager.call("policy.publish", #"{"policyId":"\#(text(policy))","version":1}"#)
    return policy
  }

  /// Signs a new account in for the first time, with a password of its own.
  private func entered(_ made: JSONValue) async throws -> (account: Account, person: Person) {
    let first = try account(made)
    let password = PasswordGenerator.generate()
    let person = try await Person(first, newPassword: password, dispatcher)
    return (Account(username: first.username, password: password, oneTimeSecret: first.oneTimeSecret), person)
  }

  private func account(_ made: JSONValue) throws -> Account {
    guard let username = made["username"]?.string, let password = made["password"]?.string else {
      throw Finding("an account was made without a password")
    }
    return Account(username: username, password: password, oneTimeSecret: made["totpSecret"]?.string)
  }

  private func id(_ person: Person, _ method: String, _ params: String) async throws -> UUID {
    let value = try await person.call(method, params)
    guard let id = value["id"]?.string.flatMap(UUID.init(uuidString:)) else { throw Finding("\(method) gave no id") }
    return id
  }

  private func text(_ id: UUID) -> String { id.uuidString.lowercased() }
}
