import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Identity
@testable import Operations

/// What must hold for every method, whoever adds one: generated from the registry.
@Suite struct MatrixTests {
  /// They end the session that the next call needs; they have tests of their own.
  private static let leftOut: Set<String> = ["session.signOut", "session.revokeAll"]

  private static var request: RequestContext {
    RequestContext(language: .english, clientAddress: "192.0.2.1", idempotencyKey: UUID().uuidString)
  }

  @Test(
    "Every method × every role: refused by name without the permission, never an internal error, and one event each")
  func everyMethodEveryRole() async throws {
    try await TestRegion.run { region in
      for method in region.dispatcher.registry.sorted where !Self.leftOut.contains(method.name) {
        for person in TestPerson.all { try await check(method, person, region) }
      }
    }
  }

  private func check(_ method: RegisteredMethod, _ person: TestPerson, _ region: TestRegion) async throws {
    let request = RequestContext(language: .english, clientAddress: "192.0.2.7", idempotencyKey: UUID().uuidString)
    let outcome = try await region.callExample(of: method, bearer: region.people.tokens[person], request: request)
    let label = "\(method.name) as \(person.role.rawValue)"
    switch (method.access, outcome) {
    case (.requires(let permission), .failure(let error)) where person.role.grants[permission] == nil:
      #expect(error.code == .forbidden, "\(label)")
      #expect(error.details["permission"] == .text(permission.rawValue), "\(label)")
    case (.requires(let permission), .success) where person.role.grants[permission] == nil:
      Issue.record("\(label) is not refused")
    case (_, .failure(let error)):
      #expect(![.internalError, .forbidden, .invalidParams].contains(error.code), "\(label): \(error)")
    case (_, .success): break
    }
    let events = try await region.owner.pipelined([
      "select count(*) from audit.event where request_id = \(request.requestID)"
    ])
    #expect(try events[0].single(Int.self) >= 1, "\(label) left no event")
  }

  @Test("Every method × an integration key and an own role with all that they can hold: the rest is refused by name")
  func everyMethodComposedHolders() async throws {
    try await TestRegion.run { region in
      let officer = TestPerson.of(.general, .securityOfficer)
      let forKeys = Permission.allCases.filter(\.isGrantableToKeys)
      let made = try await region.perform(
        CreateIntegrationKey(
          name: "集成平台", permissions: forKeys, allowedAddresses: ["192.0.2.0/24"],
          expiresAt: Date().addingTimeInterval(86_400)), as: officer)
      let forRoles = Permission.allCases.filter { !$0.grantableScopes.isEmpty }
      try await region.perform(
        CreateRole(
          role: "own.everything", name: "综合办",
          permissions: forRoles.map { RolePermission(permission: $0, scope: .hospital) }), as: officer)
      let person = try await region.newcomer("everything")
      try await region.perform(GrantRole(accountId: person.account, role: "own.everything"), as: officer)
      let key = try #require(BearerToken(made.token))
      for method in region.dispatcher.registry.sorted where !Self.leftOut.contains(method.name) {
        try await check(method, key, holding: Set(forKeys), region)
        try await check(method, try #require(person.token), holding: Set(forRoles), region)
      }
    }
  }

  private func check(
    _ method: RegisteredMethod, _ bearer: BearerToken, holding held: Set<Permission>, _ region: TestRegion
  ) async throws {
    let isAllowed =
      switch method.access {
      case .requires(let permission): held.contains(permission)
      case .signedIn: !bearer.isIntegrationKey
      case .authenticated, .anybody: true
      }
    let outcome = try await region.callExample(of: method, bearer: bearer, request: Self.request)
    let label = "\(method.name) by \(bearer.isIntegrationKey ? "key" : "own role")"
    guard case .failure(let error) = outcome else {
      #expect(isAllowed, "\(label) is not refused")
      return
    }
    #expect((error.code == .forbidden) == !isAllowed, "\(label): \(error.code)")
    #expect(![.internalError, .invalidParams].contains(error.code), "\(label): \(error)")
    if !isAllowed { #expect(error.details["permission"] == .text(method.access.permissionName), "\(label)") }
  }

  @Test("Every method but the open ones asks for a credential, and an unknown one doesn't")
  func credential() async throws {
    try await TestRegion.run { region in
      for method in region.dispatcher.registry.sorted where method.access != .anybody {
        let outcome = try await region.callExample(of: method, bearer: nil, request: Self.request)
        #expect(outcome == .failure(RPCError(.unauthenticated)), "\(method.name)")
      }
      #expect(try await region.call("no.such", as: nil) == .failure(RPCError(.methodNotFound)))
    }
  }

  @Test("Every method refuses an unknown field by its name")
  func unknownField() async throws {
    try await TestRegion.run { region in
      for method in region.dispatcher.registry.sorted {
        guard case .requires(let permission) = method.access, method.isPublished,
          let person = TestPerson.all.first(where: { $0.role.grants[permission] != nil })
        else { continue }
        let outcome = try await region.call(method.name, "{\"noSuchField\":1}", as: person)
        guard case .failure(let error) = outcome else {
          Issue.record("\(method.name) takes anything")
          continue
        }
        #expect(error.code == .invalidParams, "\(method.name)")
        #expect(error.violations.contains { $0.path == "noSuchField" }, "\(method.name)")
      }
    }
  }

  @Test("No method without the declaration touches personal data: the database shows it none")
  func declaredPersonalData() async throws {
    try await TestRegion.run { region in
      let rows = try await region.owner.pipelined([
        "select count(*) from audit.event e where e.subject_count > 0 and e.method in (select unnest(\(impersonal(region))))"
      ])
      #expect(try rows[0].single(Int.self) == 0)
    }
  }

  private func impersonal(_ region: TestRegion) -> [String] {
    region.dispatcher.registry.sorted.filter { !$0.audit.personalData }.map(\.name)
  }

  @Test("Administrators hold nothing that shows a patient")
  func separation() throws {
    let personal: Set<Permission> = [
      .dischargeImport, .dischargeRead, .patientReveal, .taskRead, .taskWork, .reportRead,
      .patientManage, .holdManage,
    ]
    for role in Role.allCases where role.needsSecondFactor {
      #expect(personal.isDisjoint(with: role.grants.keys), "\(role)")
    }
  }
}
