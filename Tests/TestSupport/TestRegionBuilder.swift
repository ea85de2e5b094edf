import FoundationEssentials
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import Server
import Vault

/// Sets the region up as people would: the platform's administrator first, everybody else by the methods.
struct TestRegionBuilder {
  let owner: Database
  let database: Database
  let logger: Logger

  func build(_ people: Box) async throws {
    let master = people.value.master
    let passwords = PasswordHasher(pepper: master.derive(purpose: "password pepper"), cost: .testing)
    let dispatcher = try Dispatcher(
      registry: Composition.registry(), database: database, master: master, passwords: passwords, logger: logger)
    try await foundPlatform(people, passwords)
    try await signIn(.platform, people, dispatcher)
    let bureau = try await call(
      "bureau.create", "{\"regionCode\":\"370800\",\"name\":\"泗河市卫生健康委员会\"}", .platform, people, dispatcher)
    let bureauID = bureau["id"]?.string ?? ""
    try await administrator(.bureau, organization: bureauID, people, dispatcher)
    for hospital in TestHospital.allCases {
      try await build(hospital, bureauID, people, dispatcher)
    }
  }

  private func foundPlatform(_ people: Box, _ passwords: PasswordHasher) async throws {
    let key = try await KeyStore(master: people.value.master, database: owner).keyForSetUp(of: Platform.tenant)
    let password = PasswordGenerator.generate()
    let code = OneTimeCode.generate()
    let hash = try await passwords.hash(password)
    _ = try await owner.pipelined(
      [
        """
        select identity.found_platform('平台', \(UUID()), 'admin', '平台管理员', \(hash),
          \(key.seal(code.base32, .oneTimeSecret).bytes), \(UUID()), \(key.id), \(key.wrapped))
        """
      ], on: .work)
    people.value.accounts[.platform] = ("admin@platform", password, code.base32)
  }

  private func build(_ hospital: TestHospital, _ bureau: String, _ people: Box, _ dispatcher: Dispatcher) async throws {
    let made = try await call(
      "hospital.create", "{\"code\":\"\(hospital.rawValue)\",\"name\":\"\(hospital.name)\",\"bureauId\":\"\(bureau)\"}",
      .platform, people, dispatcher)
    for role in Role.allCases where role.organizationKind == .hospital && role.isAdministrative {
      try await administrator(.of(hospital, role), organization: made["id"]?.string ?? "", people, dispatcher)
    }
    let administrator = TestPerson.of(hospital, .hospitalAdministrator)
    var departments: [UUID] = []
    for name in hospital.departments + ["回访中心"] {
      let isCentre = name == "回访中心"
      let department = try await call(
        "department.create",
        "{\"name\":\"\(name)\",\"kind\":\"\(isCentre ? "functional" : "clinical")\",\"isFollowUpCentre\":\(isCentre)}",
        administrator, people, dispatcher)
      departments.append(UUID(uuidString: department["id"]?.string ?? "") ?? UUID())
    }
    people.value.departments[hospital] = departments
    for person in TestPerson.all where person.hospital == hospital && !person.role.isAdministrative {
      try await account(person, departments, people, dispatcher)
    }
    let manager = TestPerson.of(hospital, .centreManager)
    let policy = try await call(
      "policy.create", "{\"pack\":\"\(hospital == .general ? "P5" : "P1")\",\"dischargedFrom\":\"2015-01-01\"}",
      manager,
      people, dispatcher)
    _ = try await call(
      "policy.publish", "{\"policyId\":\"\(policy["policyId"]?.string ?? "")\",\"version\":1}", manager, people,
      dispatcher)
  }

  private func account(
    _ person: TestPerson, _ departments: [UUID], _ people: Box, _ dispatcher: Dispatcher
  ) async throws {
    guard let hospital = person.hospital else { return }
    let made = try await call(
      "account.create", "{\"username\":\"\(person.localName)\",\"displayName\":\"\(person.role.chineseName)\"}",
      .of(hospital, .hospitalAdministrator), people, dispatcher)
    keep(made, person, people)
    let department = person.role.needsDepartment ? ",\"departmentId\":\"\(departments[person.department])\"" : ""
    _ = try await call(
      "assignment.grant",
      "{\"accountId\":\"\(made["accountId"]?.string ?? "")\",\"role\":\"\(person.role.rawValue)\"\(department)}",
      .of(hospital, .securityOfficer), people, dispatcher)
    try await signIn(person, people, dispatcher)
  }

  private func administrator(
    _ person: TestPerson, organization: String, _ people: Box, _ dispatcher: Dispatcher
  ) async throws {
    let made = try await call(
      "administrator.create",
      """
      {"organizationId":"\(organization)","role":"\(person.role.rawValue)","username":"\(person.localName)",\
      "displayName":"\(person.role.chineseName)"}
      """, .platform, people, dispatcher)
    keep(made, person, people)
    try await signIn(person, people, dispatcher)
  }

  private func keep(_ made: JSONValue, _ person: TestPerson, _ people: Box) {
    people.value.accounts[person] = (
      made["username"]?.string ?? "", made["password"]?.string ?? "", made["totpSecret"]?.string
    )
  }

  /// Signs somebody in. Whose password was made by somebody else chooses another one, as people must.
  private func signIn(_ person: TestPerson, _ people: Box, _ dispatcher: Dispatcher) async throws {
    guard let account = people.value.accounts[person] else { return }
    let chosen = person == .platform ? nil : PasswordGenerator.generate()
    let change = chosen.map { ",\"newPassword\":\"\($0)\"" } ?? ""
    let code = account.totp.flatMap(OneTimeCode.init(base32:)).map { ",\"totp\":\"\($0.code(at: Date()))\"" } ?? ""
    let session = try await call(
      "session.signIn", "{\"username\":\"\(account.username)\",\"password\":\"\(account.password)\"\(code)\(change)}",
      nil,
      people,
      dispatcher)
    if let chosen { people.value.accounts[person]?.password = chosen }
    people.value.tokens[person] = BearerToken(session["token"]?.string ?? "")
  }

  private func call(
    _ method: String, _ params: String, _ person: TestPerson?, _ people: Box, _ dispatcher: Dispatcher
  ) async throws -> JSONValue {
    let outcome = await dispatcher.dispatch(
      try TestCall.make(method, params), bearer: person.flatMap { people.value.tokens[$0] },
      request: RequestContext(language: .english, clientAddress: "192.0.2.1", idempotencyKey: UUID().uuidString))
    switch outcome {
    case .success(let bytes): return try JSONDocument(scanning: bytes.bytes).root
    case .failure(let error): throw TestFailure(method: method, error: error)
    }
  }
}
