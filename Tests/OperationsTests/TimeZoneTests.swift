import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Operations

/// The days of an organization begin in its own time zone, in the database and in the service.
@Suite struct TimeZoneTests {
  @Test("A day begins later in the west")
  func moved() throws {
    let moment = Date(timeIntervalSince1970: 1_767_286_800)  // 2026-01-01T17:00:00Z
    let china = DayClock(offsetSeconds: 8 * 3600) { moment }
    #expect("\(china.today)" == "2026-01-02")
    #expect("\(china.moved(to: 6 * 3600).today)" == "2026-01-01")
  }

  @Test("The platform says a hospital's time zone; one that the server doesn't know is refused")
  func said() async throws {
    try await TestRegion.run { region in
      let bureau = try await region.owner.pipelined([
        "select tenant_id::text from directory.organization where kind = 'bureau' limit 1"
      ])[0].single(String.self)
      func create(_ code: String, _ zone: String) -> String {
        "{\"code\":\"\(code)\",\"name\":\"边疆医院\",\"bureauId\":\"\(bureau)\"\(zone)}"
      }
      let west = try await region.result(
        "hospital.create", create("12345679-6", ",\"timeZone\":\"Asia/Urumqi\""), as: .platform)
      #expect(west["timeZone"]?.string == "Asia/Urumqi")
      let unknown = try await region.failure(
        "hospital.create", create("49557186-7", ",\"timeZone\":\"Asia/Nowhere\""), as: .platform)
      #expect(unknown?.code == .ruleViolation && unknown?.violations.first?.path == "timeZone")
      #expect(unknown?.violations.first?.rule == "unknownTimeZone")
      let usual = try await region.result("organization.read", "{\"code\":\"49557184-0\"}", as: .platform)
      #expect(usual["organization"]?["timeZone"]?.string == "Asia/Shanghai")
      let kept = try await region.result(
        "hospital.update",
        """
        {"hospitalId":"\(west["id"]?.string ?? "")","expectedVersion":1,"name":"边疆医院","bureauId":"\(bureau)"}
        """, as: .platform)
      #expect(kept["timeZone"]?.string == "Asia/Urumqi")
    }
  }

  @Test("A call learns with its credential how far east the organization is, and statements ask the database")
  func learned() async throws {
    try await TestRegion.run { region in
      let bearer = try #require(region.people.tokens[.nurse])
      #expect(try await region.dispatcher.loadCredential(bearer).offsetSeconds == 8 * 3600)
      for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        let rows = try await region.owner.pipelined([
          "update directory.organization set time_zone = \(zone) where tenant_id = \(bearer.tenant)",
          "select set_config('app.tenant_id', \(bearer.tenant.uuidString), true)", "set local role huifang_service",
          "select app.today() = (now() at time zone \(zone))::date, app.time_zone()",
        ])
        #expect(try rows[3].single((Bool, String).self) == (true, zone))
      }
      #expect(try await region.dispatcher.loadCredential(bearer).offsetSeconds == -11 * 3600)
    }
  }
}
