import FollowUp
import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct DeactivateDepartmentTests {
  private func update(_ department: JSONValue, _ more: String = "", name: String? = nil, kind: String = "clinical")
    -> String
  {
    """
    {"departmentId":"\(department.id)","expectedVersion":\(department.version),\
    "name":"\(name ?? department["name"]?.string ?? "")","kind":"\(kind)"\(more)}
    """
  }

  private func change(_ department: JSONValue) -> String {
    "{\"departmentId\":\"\(department.id)\",\"expectedVersion\":\(department.version)}"
  }

  @Test("A department in use can't be deactivated: while roles, tasks or wards hang on it, or while it is the centre")
  func deactivation() async throws {
    try await TestRegion.run { region in
      func rule(_ name: String) async throws -> String? {
        let department = try #require(try await region.department(name))
        return try await region.failure("department.deactivate", change(department), as: .administrator)?
          .violations.first?.rule
      }
      #expect(try await rule("骨科") == "activeAssignments")
      #expect(try await rule("回访中心") == "followUpCentre")
      try await region.importPages([.test(department: "康复科", daysAgo: 2)])
      #expect(try await rule("康复科") == "openTasks")
      let plain = try await region.result(
        "department.create", "{\"name\":\"医务科\",\"kind\":\"functional\"}", as: .administrator)
      let below = try await region.result(
        "department.create", "{\"name\":\"病案室\",\"kind\":\"functional\",\"parentId\":\"\(plain.id)\"}",
        as: .administrator)
      #expect(try await rule("医务科") == "activeChildren")
      try await region.result("department.deactivate", change(below), as: .administrator)
      let gone = try await region.result("department.deactivate", change(plain), as: .administrator)
      #expect(gone["status"]?.string == "deactivated")
      #expect(try await region.department("医务科") == nil)
      #expect(
        try await region.failure("department.update", update(gone), as: .administrator)?.code == .invalidState)
      let back = try await region.result("department.activate", change(gone), as: .administrator)
      #expect(back["status"]?.string == "active" && back.version == 3)
    }
  }

  @Test("What hangs on a department is told before; staff in use keep it, whom nobody confirmed goes with it")
  func use() async throws {
    try await TestRegion.run { region in
      let made = try await region.result(
        "department.create", "{\"name\":\"针灸科\",\"kind\":\"clinical\"}", as: .administrator)
      func use() async throws -> [String] {
        let use = try await region.result(
          "department.usage.read", "{\"departmentId\":\"\(made.id)\"}", as: .administrator)
        #expect(use["isFollowUpCentre"]?.boolean == false)
        return ["staff", "visitingStaff", "unconfirmedStaff", "departmentsBelow", "roles"].map {
          "\(use[$0]?.integer ?? -1)"
        } + ["\(use["hasOpenTasks"]?.boolean ?? false)"]
      }
      #expect(try await use() == ["0", "0", "0", "0", "0", "false"])
      let member = try await region.makeStaff("李敏", in: "针灸科", ",\"number\":\"N1\"")
      try await region.bulk("staff.import", "工号,姓名,科室,其他科室\nN2,王伟,骨科,针灸科\n")
      try await region.importPages([.test(department: "针灸科", daysAgo: 300)])
      #expect(try await use() == ["1", "1", "2", "0", "0", "true"])
      _ = try await region.owner.pipelined([
        TaskSeeding.update(
          TaskSeeding.ended(outcome: "'notFollowedUp'", reason: "'other'", at: "now()"), where: "t.state = 'due'")
      ])
      func deactivate() async throws -> String? {
        try await region.failure("department.deactivate", change(made), as: .administrator)?.violations.first?.rule
      }
      #expect(try await deactivate() == "activeStaff")
      try await region.result(
        "staff.deactivate", "{\"staffId\":\"\(member.id)\",\"expectedVersion\":\(member.version)}", as: .administrator)
      #expect(try await deactivate() == nil)
      let left = try await region.result("staff.list", "{\"unconfirmedOnly\":true}", as: .administrator)
      #expect(left["items"]?.count == 0)
      // What leaves still names the department of a further place of work, and comes back.
      let file = try await region.result("staff.export", as: .administrator)["csv"]?.string ?? ""
      #expect(try await region.bulk("staff.import", file)["unchanged"]?.integer == 1)
      let foreign = try await region.failure(
        "department.usage.read", "{\"departmentId\":\"\(made.id)\"}", as: .of(.maternity, .hospitalAdministrator))
      #expect(foreign == RPCError(.notFound))
    }
  }

  @Test("A department out of use that a file names again stands on the list of what is to be confirmed")
  func metAgain() async throws {
    try await TestRegion.run { region in
      let made = try await region.result(
        "department.create", "{\"name\":\"针灸科\",\"kind\":\"clinical\"}", as: .administrator)
      try await region.result("department.deactivate", change(made), as: .administrator)
      try await region.importPages([.test(department: "针灸科", daysAgo: 2)])
      let met = try await region.result("department.list", "{\"unconfirmedOnly\":true}", as: .administrator)
      #expect(met["items"]?.elements.map(\.id) == [made.id])
    }
  }
}
