import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct TaskIsolationTests {
  @Test("Another hospital, another ward and nothing at all look the same")
  func notFound() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A")])
      let page = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)
      let id = try #require(page["items"]?.elements.first?["taskId"]?.string)
      let strangers: [TestPerson] = [
        .of(.maternity, .wardNurse), .of(.maternity, .centreManager), .of(.general, .wardNurse, department: 1),
      ]
      let methods = ["followup.task.read", "followup.task.claim", "followup.task.release"]
      for method in methods {
        for stranger in strangers {
          for task in [id, UUID().uuidString] {
            let error = try await region.failure(method, "{\"taskId\":\"\(task)\"}", as: stranger)
            #expect(error == RPCError(.notFound), "\(method) as \(stranger)")
          }
        }
      }
      let call = "{\"taskId\":\"\(id)\",\"disposition\":\"noAnswer\"}"
      for stranger in strangers {
        #expect(try await region.failure("followup.attempt.record", call, as: stranger) == RPCError(.notFound))
        #expect(
          try await region.failure("followup.task.close", "{\"taskId\":\"\(id)\",\"reason\":\"other\"}", as: stranger)
            == RPCError(.notFound))
      }
    }
  }

  @Test("Without an open row the service's own login sees no patient, and with one only its tenant's")
  func gate() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A"), .test(record: "B")])
      try await region.importPages([.test(record: "C", department: "产科")], as: .of(.maternity, .centreManager))
      let all = try await region.owner.pipelined(["select count(*) from discharges.patient"])
      #expect(try all[0].single(Int.self) == 3)
      let tenants = try await region.owner.pipelined([
        "select tenant_id from directory.organization where kind = 'hospital'"
      ])
      for tenant in try tenants[0].decode(UUID.self) {
        let rows = try await region.database.pipelined([
          "select set_config('app.tenant_id', \(tenant.uuidString), true), set_config('app.departments', '*', true)",
          "select count(*) from discharges.patient", "select count(*) from followup.task",
        ])
        #expect(try rows[1].single(Int.self) == 0)
        #expect(try rows[2].single(Int.self) == 0)
      }
      let found = try await region.result("patient.find", "{\"by\":\"name\",\"value\":\"张三丰\"}", as: .manager)
      #expect(found["items"]?.count == 2)
    }
  }
}
