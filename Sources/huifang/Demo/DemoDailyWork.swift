import FoundationEssentials
import JSONRPC
import Logging
import Operations
import SQL

/// What a hospital's people have done of late, beside the calls: a list of special diseases, a role of its own, a substitution, a key
/// for its information system, holds, families' numbers, and calls with what was said in them. All by the service's own methods.
struct DemoDailyWork {
  let hospital: DemoHospital
  /// The session of whoever holds a role there.
  let session: (Role) async throws -> DemoSession
  let today: CalendarDay
  let logger: Logger

  /// Does all of it. What doesn't succeed is left out: the region is whole without it.
  /// - Returns: the steps that were left out.
  @discardableResult
  func load() async throws -> [String] {
    var leftOut: [String] = []
    func step(_ name: String, _ body: () async throws -> Void) async throws {
      do { try await body() } catch let problem as Problem {
        logger.warning("a part of the demo was left out", metadata: ["part": "\(name)", "why": "\(problem)"])
        leftOut.append(name)
      }
    }
    let (manager, officer) = (try await session(.centreManager), try await session(.securityOfficer))
    let nurse = try await session(.wardNurse)
    try await step("special diseases") { try await specialDiseases(manager) }
    try await step("own role") { try await ownRole(officer) }
    try await step("substitution") { try await substitution(officer) }
    try await step("integration key") { try await integrationKey(officer) }
    let recent = try await recentPatients(manager)
    try await step("holds") { try await holds(recent, manager) }
    try await step("families") { try await families(recent, nurse) }
    try await step("calls of the ward") { try await calls(nurse, "nurse") }
    let agent = try await session(.agent)
    try await step("calls of the centre") { try await calls(agent, "agent") }
    return leftOut
  }

  private func key(_ name: String) -> String { "\(hospital.code) daily \(name)" }

  /// Ten in the morning of a day to come: the same however often the demo is loaded on a day.
  private func day(_ number: Int) -> Date {
    Date(timeIntervalSince1970: Double((today.daysSince1970 + number) * 86_400 + 2 * 3600))
  }

  private func specialDiseases(_ manager: DemoSession) async throws {
    struct Creation: Encodable {
      let name: String
      let entries: [DemoDiseases.Entry]
    }
    for list in hospital.diseases.lists {
      try await manager.call(
        "specialDiseaseList.create", Creation(name: list.name, entries: list.entries), key: key(list.name))
    }
  }

  private func ownRole(_ officer: DemoSession) async throws {
    struct Part: Encodable {
      let permission: String
      let scope = "hospital"
    }
    struct Creation: Encodable {
      let role: String
      let name: String
      let englishName: String
      let permissions: [Part]
    }
    struct Grant: Encodable {
      let accountId: String
      let role: String
    }
    let role = "own.medicalOffice"
    try await officer.call(
      "role.create",
      Creation(
        role: role, name: "医务科", englishName: "medical office",
        permissions: [Part(permission: "discharge.read"), Part(permission: "report.read")]), key: key(role))
    try await officer.call(
      "assignment.grant", Grant(accountId: try await account(.departmentHead, officer), role: role),
      key: key("\(role) head"))
  }

  private func substitution(_ officer: DemoSession) async throws {
    struct Creation: Encodable {
      let absentAccountId: String
      let substituteAccountId: String
      let validUntil: Date
    }
    try await officer.call(
      "substitution.create",
      Creation(
        absentAccountId: try await account(.wardDoctor, officer),
        substituteAccountId: try await account(.departmentHead, officer), validUntil: day(7)), key: key("substitution"))
  }

  private func integrationKey(_ officer: DemoSession) async throws {
    struct Creation: Encodable {
      let name: String
      let permissions: [String]
      let allowedAddresses: [String]
      let expiresAt: Date
    }
    let made = try await officer.attempt(
      "integrationKey.create",
      Creation(
        name: "集成平台", permissions: ["discharge.import", "department.read"], allowedAddresses: ["10.20.0.0/16"],
        expiresAt: day(180)), key: key("integration"))
    // Its secret is shown once and kept by nobody here: the key is there to be looked at.
    if case .failure(let error) = made, error.violations.first?.rule != "shownOnce" { throw Problem(explaining: error) }
  }

  /// The account of somebody who holds a role as his own: a head who stands in for a doctor holds the doctor's too.
  private func account(_ role: Role, _ officer: DemoSession) async throws -> String {
    struct Listing: Encodable {
      struct Page: Encodable { let limit = 500 }
      let page = Page()
    }
    let list = try await officer.call("account.list", Listing())
    let head = Role.departmentHead.rawValue
    let found = list["items"]?.elements.first { account in
      let roles = account["roles"]?.elements.compactMap(\.string) ?? []
      return roles.contains(role.rawValue) && (role.rawValue == head || !roles.contains(head))
    }
    guard let id = found?["id"]?.string else { throw Problem("nobody is \(role.rawValue)") }
    return id
  }

  /// Stays of the ward that ended in the last weeks, a patient once.
  private func recentPatients(_ manager: DemoSession) async throws -> [(patient: String, discharge: String)] {
    struct Listing: Encodable {
      let departmentId: String
      let dischargedFrom: String
    }
    let departments = try await manager.call("department.list", NoParameters())
    guard let ward = departments["items"]?.elements.first(where: { $0["name"]?.string == hospital.ward })?["id"]?.string
    else { return [] }
    let from = "\(today.adding(days: -30))"
    let list = try await manager.call("discharge.list", Listing(departmentId: ward, dischargedFrom: from))
    var seen: Set<String> = []
    return (list["items"]?.elements ?? []).compactMap { item in
      // 5: who has died isn't called.
      guard let patient = item["patientId"]?.string, let discharge = item["dischargeId"]?.string,
        item["wayOfLeaving"]?.integer != 5, seen.insert(patient).inserted
      else { return nil }
      return (patient, discharge)
    }
  }

  private func holds(_ recent: [(patient: String, discharge: String)], _ manager: DemoSession) async throws {
    struct Hold: Encodable {
      let dischargeId: String
      let reason: String
      let note: String
      var until: String?
      var excludes: Bool?
    }
    let inTwoWeeks = "\(today.adding(days: 14))"
    let wanted: [(place: Int, make: (String) -> Hold)] = [
      (2, { Hold(dischargeId: $0, reason: "dispute", note: "家属对费用有疑问，医务科已受理") }),
      (5, { Hold(dischargeId: $0, reason: "administrativeDischarge", note: "清理出院，医务科通知不予回访", excludes: true) }),
      (8, { Hold(dischargeId: $0, reason: "other", note: "患者外出探亲，请两周后联系", until: inTwoWeeks) }),
    ]
    for (place, make) in wanted where recent.indices.contains(place) {
      try await manager.call("hold.place", make(recent[place].discharge), key: key("hold \(recent[place].discharge)"))
    }
  }

  /// A second number of the family, for the ward's newest patients: the one who is called when the first doesn't answer.
  private func families(_ recent: [(patient: String, discharge: String)], _ nurse: DemoSession) async throws {
    struct Contact: Encodable {
      let patientId: String
      let phone: String
      let name: String
      let relation: String
      let isGuardian: Bool
    }
    for (place, entry) in recent.prefix(hospital.diseases.familiesAsked).enumerated() {
      let person = DemoDiseases.relatives[place % DemoDiseases.relatives.count]
      try await nurse.call(
        "patient.contact.add",
        Contact(
          patientId: entry.patient, phone: "1640537\(1000 + place * 37)", name: person.name, relation: person.relation,
          isGuardian: place % 2 == 0), key: key("family \(entry.patient)"))
    }
  }

  /// Today's calls of somebody: what was said, a number that is another's, and one who asks to be called tomorrow.
  private func calls(_ caller: DemoSession, _ name: String) async throws {
    for (number, call) in DemoCall.today.enumerated() {
      let next = try await caller.call("followup.task.next", NoParameters(), key: key("\(name) \(number) next"))
      guard let task = next["task"]?["task"]?["taskId"]?.string else { return }
      try await caller.call(
        "followup.attempt.record", call.attempt(at: task, promisedAt: day(1)), key: key("\(name) \(number)"))
    }
  }
}
