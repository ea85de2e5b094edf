import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct MapStaffTests {
  private func map(_ from: JSONValue, to: JSONValue, _ more: String = "") -> String {
    "{\"staffId\":\"\(from.id)\",\"toStaffId\":\"\(to.id)\",\"expectedVersion\":\(from.version)\(more)}"
  }

  @Test("Mapping names the right person on the stays, and the next import finds that person at once")
  func mapping() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", department: "心血管内科")])
      let met = try #require(try await region.member("陈莉", in: "心血管内科"))
      let right = try await region.makeStaff("陈丽", in: "骨科")
      let answer = try await region.result("staff.map", map(met, to: right), as: .administrator)
      #expect(answer["member"]?.id == right.id)
      try await region.importPages([.test(record: "B", department: "心血管内科")])
      let rows = try await region.owner.pipelined([
        """
        select count(*), count(*) filter (where attending_staff_id::text = \(right.id.lowercased())
            and resident_staff_id::text = \(right.id.lowercased())) from discharges.discharge
        """
      ])
      let (all, named) = try rows[0].single((Int, Int).self)
      #expect(all == 2 && named == 2)
      let read = try await region.result("staff.read", "{\"staffId\":\"\(right.id)\"}", as: .administrator)
      #expect(read["aliases"]?.elements.first?["name"]?.string == "陈莉")
      let gone = try #require(try await region.member("陈莉", in: "心血管内科", status: "deactivated"))
      #expect(gone["mappedToId"]?.string == right.id)
      #expect(
        try await region.failure("staff.map", map(gone, to: right), as: .administrator)?.code == .invalidState)
    }
  }

  @Test("A person mapped by mistake is taken back, and is found by files again")
  func unmapping() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", department: "心血管内科")])
      let met = try #require(try await region.member("陈莉", in: "心血管内科"))
      let other = try await region.makeStaff("陈丽", in: "骨科")
      try await region.result("staff.map", map(met, to: other), as: .administrator)
      let gone = try #require(try await region.member("陈莉", in: "心血管内科", status: "deactivated"))
      let call = "{\"staffId\":\"\(gone.id)\",\"expectedVersion\":\(gone.version)}"
      let back = try await region.result("staff.unmap", call, as: .administrator)
      #expect(back["confirmed"]?.boolean == false && back["status"]?.string == "active")
      try await region.importPages([.test(record: "A", department: "心血管内科"), .test(record: "B", department: "心血管内科")])
      let rows = try await region.owner.pipelined([
        "select count(*) from discharges.discharge where attending_staff_id::text = \(met.id.lowercased())"
      ])
      #expect(try rows[0].single(Int.self) == 2)
      let again = "{\"staffId\":\"\(back.id)\",\"expectedVersion\":\(back.version)}"
      #expect(
        try await region.failure("staff.unmap", again, as: .administrator)?.violations.first?.rule == "notMapped")
    }
  }

  @Test("Somebody confirmed or with an account is mapped only when that is said; the account goes along")
  func inUse() async throws {
    try await TestRegion.run { region in
      let (one, other) = (try await region.makeStaff("甲一", in: "骨科"), try await region.makeStaff("甲二", in: "骨科"))
      #expect(
        try await region.failure("staff.map", map(one, to: other), as: .administrator)?.violations.first?.rule
          == "confirmedOrHeld")
      _ = try await region.owner.pipelined([
        """
        update identity.account set staff_id = \(UUID(uuidString: one.id)) where username = 'wardnurse0'
          and tenant_id = (select tenant_id from directory.organization where code = '49557184-0')
        """
      ])
      let busy = try await region.failure(
        "staff.deactivate", "{\"staffId\":\"\(one.id)\",\"expectedVersion\":\(one.version)}", as: .administrator)
      #expect(busy?.violations.first?.rule == "activeAccount")
      try await region.result("staff.map", map(one, to: other, ",\"evenInUse\":true"), as: .administrator)
      let read = try await region.result("staff.read", "{\"staffId\":\"\(other.id)\"}", as: .administrator)
      #expect(read["accountIds"]?.count == 1)
    }
  }
}
