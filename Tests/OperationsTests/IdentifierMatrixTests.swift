import FoundationEssentials
import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Operations

/// What an identifier of somebody else's tells: nothing. Generated from the registry and from the catalogue, so that a new method and a
/// new table are in it by themselves.
@Suite struct IdentifierMatrixTests {
  @Test("Another hospital's identifiers, of every kind, for every method and role: the same answer as for nothing")
  func otherTenant() async throws {
    try await TestRegion.run { region in
      try await fill(region)
      let foreign = try await KnownIdentifiers(of: .general, in: region)
      let own = try await KnownIdentifiers(of: .maternity, in: region)
      #expect(foreign.byName.count > 12, "\(foreign.byName.keys)")
      var compared = 0
      for method in region.dispatcher.registry.sorted {
        let people = TestPerson.all.filter { $0.hospital == .maternity && $0.department == 0 && holds($0, method) }
        for (place, name) in identifiers(of: method).enumerated() {
          for (number, person) in people.enumerated() {
            // Kinds that don't belong there are tried once: who asks makes no difference to them.
            for (kind, id) in foreign.byName where kind == name || (number + place) % people.count == 0 {
              try await compare(method, name, id, "another hospital's \(kind)", own, person, region)
              compared += 1
            }
          }
        }
      }
      #expect(compared > 200)
    }
  }

  @Test("Another department's identifiers, for every method that reaches a department: the same answer as for nothing")
  func otherDepartment() async throws {
    try await TestRegion.run { region in
      try await fill(region)
      let departments = try #require(region.people.departments[.general])
      let other = try await KnownIdentifiers(of: departments[1], in: region)
      let own = try await KnownIdentifiers(of: departments[0], in: region)
      #expect(Set(["taskId", "dischargeId", "patientId", "departmentId"]).isSubset(of: other.byName.keys))
      for method in region.dispatcher.registry.sorted {
        guard case .requires(let permission) = method.access else { continue }
        let people = TestPerson.all.filter {
          $0.hospital == .general && $0.department == 0 && $0.role.grants[permission] == .department
        }
        for name in identifiers(of: method) {
          guard let id = other.byName[name] else { continue }
          for person in people {
            try await compare(method, name, id, "another department's \(name)", own, person, region)
          }
        }
      }
    }
  }

  /// Discharges of two departments of each hospital, old enough for tasks.
  private func fill(_ region: TestRegion) async throws {
    for hospital in TestHospital.allCases {
      let manager = TestPerson.of(hospital, .centreManager)
      try await region.importPages(
        hospital.departments.enumerated().map { number, department in
          .test(
            record: "\(hospital == .general ? "G" : "M")\(number)", name: "李\(number)", department: department,
            daysAgo: hospital == .general ? 20 : 3, phone: "1390000\(number)00\(number)")
        }, as: manager)
    }
  }

  private func holds(_ person: TestPerson, _ method: RegisteredMethod) -> Bool {
    switch method.access {
    case .requires(let permission): person.role.grants[permission] != nil
    case .signedIn: method.name != "session.signOut"
    case .authenticated: true
    case .anybody: false
    }
  }

  /// The parameters that name a row.
  private func identifiers(of method: RegisteredMethod) -> [String] {
    method.parameters.properties.filter { property in
      property.schema.format == "uuid" || property.schema.alternatives.contains { $0.format == "uuid" }
    }.map(\.name)
  }

  /// Calls the method's example twice, with the identifier and with one that stands for nothing; everything else that it names is the
  /// caller's own.
  private func compare(
    _ method: RegisteredMethod, _ name: String, _ id: UUID, _ what: String, _ own: KnownIdentifiers,
    _ person: TestPerson, _ region: TestRegion
  ) async throws {
    var outcomes: [RPCOutcome] = []
    for value in [id, UUID()] {
      var values = own.byName.filter { identifiers(of: method).contains($0.key) }
      values[name] = value
      let request = RequestContext(
        language: .english, clientAddress: "192.0.2.7", idempotencyKey: UUID().uuidString)
      outcomes.append(
        try await region.callExample(
          of: method, try parameters(of: method, values), bearer: region.people.tokens[person], request: request))
    }
    let label = "\(method.name) as \(person.role.rawValue): \(what) as \(name)"
    #expect(outcomes[0] == outcomes[1], "\(label)")
    if case .failure(let error) = outcomes[0] {
      #expect(![.internalError, .forbidden].contains(error.code), "\(label): \(error)")
    }
  }

  /// The example's parameters with other identifiers.
  private func parameters(of method: RegisteredMethod, _ values: [String: UUID]) throws -> String {
    let example = try JSONDocument(scanning: method.example.parameters.bytes).root
    var members = example.members.filter { values[$0.name] == nil && $0.name != "timeoutMs" }
      .map { "\"\($0.name)\":\(String(decoding: $0.value.rawBytes, as: UTF8.self))" }
    members += values.map { "\"\($0.key)\":\"\($0.value.uuidString.lowercased())\"" }
    if method.name == "job.wait" { members.append("\"timeoutMs\":0") }
    return "{\(members.joined(separator: ","))}"
  }
}
