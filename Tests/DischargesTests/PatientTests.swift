import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
@_spi(Disclosure) import Vault

@testable import Discharges

@Suite struct PatientTests {
  @Test(
    "A patient is found by name, phone, last four digits, record and identity number, masked",
    arguments: [
      (FindPatients.Key.name, "张三丰"), (.phone, "138 0000 1234"), (.phoneLastFour, "1234"), (.recordNumber, "A"),
    ])
  func find(key: FindPatients.Key, value: String) async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A"), .test(record: "B", name: "别人", phone: "13912340000")])
      let found = try await region.perform(FindPatients(by: key, value: value), as: .manager)
      #expect(found.items.count == 1)
      #expect(found.items.first?.patientName == "张*丰")
    }
  }

  @Test("Plain text needs a reason, which stands in the trail beside the patient")
  func reveal() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let found = try await region.perform(FindPatients(by: .recordNumber, value: "T0001"), as: .nurse)
      let id = try #require(found.items.first?.patientId)
      #expect(
        try await region.failure(of: RevealPatient(patientId: id, reason: ""), as: .nurse)?.code
          == .invalidParams)
      let shown = try await region.perform(RevealPatient(patientId: id, reason: "患者来电核对"), as: .nurse)
      #expect(shown.name == "张三丰")
      #expect(shown.numbers.first?.phone == "13800001234")
      let rows = try await region.owner.pipelined([
        """
        select e.tenant_id, e.event_id, e.subject_count, e.reason, convert_from(e.leaf, 'UTF8'), d.salt, d.ciphertext
          from audit.event e join audit.detail d using (tenant_id, event_id)
          where e.method = 'patient.reveal' and e.outcome = 'allowed'
        """
      ])
      let (tenant, event, subjects, reason, leaf, salt, sealed) = try rows[0].single(
        (UUID, UUID, Int, String?, String, [UInt8], [UInt8]).self)
      #expect(subjects == 1 && reason == nil)
      // The reason is not in the leaf but committed to by it, and readable as long as the detail is there.
      let detail = try await region.dispatcher.keys.key(of: tenant).open(
        SealedBytes(bytes: sealed), context: SealedColumn.auditDetail.context.bound(to: event))
      #expect(String(decoding: detail, as: UTF8.self) == "{\"reason\":\"患者来电核对\"}")
      let commitment = Hexadecimal.text(Digest.sha256([0x02] + salt + detail))
      #expect(leaf.contains("\"detail\":\"\(commitment)\"") && !leaf.contains("患者"))
    }
  }

  @Test("A patient of another ward or hospital is not there")
  func foreign() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let found = try await region.perform(FindPatients(by: .recordNumber, value: "T0001"), as: .nurse)
      let id = try #require(found.items.first?.patientId)
      for stranger in [TestPerson.of(.general, .wardNurse, department: 1), .of(.maternity, .wardNurse)] {
        let error = try await region.failure(of: RevealPatient(patientId: id, reason: "随便看看"), as: stranger)
        #expect(error == RPCError(.notFound))
        let blind = try await region.perform(FindPatients(by: .recordNumber, value: "T0001"), as: stranger)
        #expect(blind.items.count == 0)
      }
    }
  }

  @Test("A department's discharges come newest first, page by page")
  func list() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<7).map { .test(record: "R\($0)", daysAgo: 20 + $0) })
      let department = try #require(region.people.departments[.general]?.first)
      var days: [CalendarDay] = []
      var cursor: String?
      repeat {
        let page = try await region.perform(
          ListDischarges(departmentId: department, page: PageRequest(limit: 3, cursor: cursor)), as: .nurse)
        days += page.items.map(\.dischargedOn)
        cursor = page.nextCursor
      } while cursor != nil
      #expect(days.count == 7)
      #expect(days == days.sorted(by: >))
    }
  }
}
