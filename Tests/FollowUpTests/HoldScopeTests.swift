import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

/// What the database itself shows of holds, whatever the service asks.
@Suite struct HoldScopeTests {
  @Test("A department's scope shows holds over its discharges and over whole patients, and no other department's")
  func shown() async throws {
    try await TestRegion.run { region in
      let departments = try await placeHolds(region)
      for (department, expected) in zip(departments, [["A", "whole"], ["B", "whole"]]) {
        let holds = try await asService(
          region, department: department,
          """
          select coalesce(d.record_number, 'whole') from followup.hold h
            left join discharges.discharge d using (tenant_id, discharge_id) order by 1
          """)
        #expect(try holds.decode(String.self) == expected)
      }
      #expect(try await asService(region, department: nil, "select 1 from followup.hold").count == 3)
    }
  }

  @Test("A hold over a whole patient is written with the whole hospital as scope alone")
  func written() async throws {
    try await TestRegion.run { region in
      let department = try #require(try await placeHolds(region).first)
      let lift: SQL = "update followup.hold set version = version + 1 where discharge_id is null"
      let error = await #expect(throws: DatabaseError.self) {
        _ = try await asService(region, department: department, lift)
      }
      #expect(error?.sqlState == "42501")
      #expect(try await asService(region, department: nil, lift).affected == 1)
    }
  }

  /// Holds over one discharge of each of two departments, and one over a patient of the first.
  /// - Returns: the two departments.
  private func placeHolds(_ region: TestRegion) async throws -> [UUID] {
    try await region.importPages([.test(record: "A"), .test(record: "B", department: "骨科"), .test(record: "C")])
    let rows = try await region.owner.pipelined([
      "select patient_id, discharge_id, department_id from discharges.discharge order by record_number"
    ])[0].decode((UUID, UUID, UUID).self)
    for (index, row) in rows.enumerated() {
      let what = index == 2 ? "\"patientId\":\"\(row.0)\"" : "\"dischargeId\":\"\(row.1)\""
      try await region.result("hold.place", "{\(what),\"reason\":\"dispute\"}", as: .manager)
    }
    return rows.prefix(2).map(\.2)
  }

  /// Runs a statement under the service's role with the gate open, for a department or the whole hospital.
  private func asService(_ region: TestRegion, department: UUID?, _ statement: SQL) async throws -> Rows {
    let scope = department.map { "{\($0.uuidString)}" } ?? "*"
    let tenant = try #require(
      try await region.owner.pipelined(["select distinct tenant_id from followup.hold"])[0].decode(UUID.self).first)
    return try await region.owner.pipelined([
      "select set_config('app.tenant_id', \(tenant.uuidString), true), set_config('app.departments', \(scope), true)",
      """
      insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint, personal_data)
        values (\(tenant), \(UUID()), 'test', 'test', 'test', \(UUID()), '', true)
      """,
      "select set_config('app.open_row', ctid::text, true) from audit.open where xid = pg_current_xact_id()",
      "set local role huifang_service", statement, "set local role none", "delete from audit.open",
    ])[4]
  }
}
