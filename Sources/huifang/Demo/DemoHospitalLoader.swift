import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import SQL

/// Sets one hospital of the demo up: its administrator makes departments and accounts, its security officer grants roles, its
/// centre's manager publishes its policies and imports the first discharges.
struct DemoHospitalLoader {
  let hospital: DemoHospital
  let region: DemoLoader

  /// Does what hasn't been done.
  func load() async throws {
    let administrator = try await region.session(of: "admin@\(hospital.code)")
    let departments = try await departments(administrator)
    for person in hospital.people where !person.role.isAdministrative {
      try await account(person, administrator)
    }
    let officer = try await region.session(of: "security@\(hospital.code)")
    try await grants(departments, officer)
    let manager = try await region.session(of: "manager@\(hospital.code)")
    for policy in hospital.policies { try await publish(policy, manager) }
    try await DemoImport(hospital: hospital, manager: manager).run()
  }

  /// The departments' identifiers by name.
  private func departments(_ administrator: DemoSession) async throws -> [String: String] {
    struct Creation: Encodable {
      let name: String
      let kind: String
      let isFollowUpCentre: Bool?
    }
    let list = try await administrator.call("department.list", NoParameters())
    var identifiers: [String: String] = [:]
    for item in list["items"]?.elements ?? [] {
      guard let name = item["name"]?.string, item["confirmed"]?.boolean == true else { continue }
      identifiers[name] = item["id"]?.string
    }
    for name in hospital.departments + [DemoHospital.centre] where identifiers[name] == nil {
      let isCentre = name == DemoHospital.centre
      let creation = Creation(
        name: name, kind: isCentre ? "functional" : "clinical", isFollowUpCentre: isCentre ? true : nil)
      identifiers[name] = try await administrator.call("department.create", creation, key: "\(hospital.code) \(name)")[
        "id"]?
        .string
    }
    return identifiers
  }

  private func account(_ person: DemoPerson, _ administrator: DemoSession) async throws {
    struct Creation: Encodable {
      let username: String
      let displayName: String
    }
    struct Naming: Encodable {
      let accountId: String
    }
    let username = "\(person.username)@\(hospital.code)"
    guard try DemoAccounts.named(username, in: region.home) == nil else { return }
    let accounts = try await administrator.call("account.list", AccountListing())
    let known = accounts["items"]?.elements.first { $0["username"]?.string == person.username }
    let made =
      if let known {
        try await administrator.call(
          "account.resetPassword", Naming(accountId: known["id"]?.string ?? ""), key: DemoLoader.freshKey())
      } else {
        try await administrator.call(
          "account.create", Creation(username: person.username, displayName: person.displayName),
          key: DemoLoader.freshKey())
      }
    try await region.enter(
      made, totpSecret: nil, person, organization: hospital.name, hospitalCode: hospital.code)
  }

  private func grants(_ departments: [String: String], _ officer: DemoSession) async throws {
    struct Grant: Encodable {
      let accountId: String
      let role: String
      let departmentId: String?
    }
    let list = try await officer.call("account.list", AccountListing())
    for person in hospital.people where !person.role.isAdministrative {
      let account = list["items"]?.elements.first { $0["username"]?.string == person.username }
      guard let account, let identifier = account["id"]?.string else {
        throw Problem("loading the demo region: \(person.username)@\(hospital.code) is missing")
      }
      guard account["roles"]?.elements.contains(where: { $0.string == person.role.rawValue }) != true else { continue }
      let department = person.department.flatMap { departments[$0] }
      try await officer.call(
        "assignment.grant", Grant(accountId: identifier, role: person.role.rawValue, departmentId: department),
        key: "\(hospital.code) \(person.username) \(person.role.rawValue)")
    }
  }

  /// Drafts a policy of the hospital's and publishes it.
  private func publish(_ policy: DemoPolicy, _ manager: DemoSession) async throws {
    struct Creation: Encodable {
      let pack: String?
      let name: String?
      let rounds: [DemoRound]?
      let dischargedFrom: String
    }
    struct Publication: Encodable {
      let policyId: String
      let version: Int
    }
    let list = try await manager.call("policy.list", NoParameters())
    let (field, value) = policy.pack.map { ("pack", $0) } ?? ("name", policy.name ?? "")
    let known = list["items"]?.elements.first { $0[field]?.string == value }
    guard known?["status"]?.string != "published" else { return }
    let today = manager.dispatcher.calendar.today
    let from = "\(today.year - 1)-\(today.month < 10 ? "0" : "")\(today.month)-01"
    let draft =
      if let known { known } else {
        try await manager.call(
          "policy.create",
          Creation(pack: policy.pack, name: policy.name, rounds: policy.rounds, dischargedFrom: from),
          key: "\(hospital.code) \(policy.pack ?? policy.name ?? "")")
      }
    guard let identifier = draft["policyId"]?.string, let version = draft["version"]?.integer else {
      throw Problem("loading the demo region: the policy of \(hospital.code) was not drafted")
    }
    try await manager.call(
      "policy.publish", Publication(policyId: identifier, version: version), key: "\(hospital.code) \(identifier)")
  }
}

/// The parameters of a list of a hospital's accounts, on one page.
private struct AccountListing: Encodable {
  struct Page: Encodable {
    let limit: Int
  }
  let page = Page(limit: 500)
}
