import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Server

@Suite("Callers with a credential")
struct SignedInTests {
  private static func bearer(_ person: TestPerson, _ region: TestRegion) throws -> [String: String] {
    ["Authorization": "Bearer \(try #require(region.people.tokens[person]).text)"]
  }

  private static let current = #"{"jsonrpc":"2.0","method":"session.current","id":1}"#

  @Test("A good bearer is answered; the scheme's case doesn't matter")
  func good() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse]).text
      try await LocalService.run(over: region.dispatcher) { service async throws in
        for scheme in ["Bearer", "bearer", "BEARER"] {
          let answer = try await service.call(Self.current, fields: ["Authorization": "\(scheme) \(token)"])
          #expect(answer.status == 200 && answer.json?["result"]?["roles"]?.elements.first?.string == "wardNurse")
        }
      }
    }
  }

  @Test("A bearer of the right shape that nobody was given is answered 401, and so is one after signing out")
  func notGood() async throws {
    try await TestRegion.run { region in
      let fields = try Self.bearer(.nurse, region)
      let stranger = BearerToken(tenant: Platform.tenant, session: UUID()).text
      try await LocalService.run(over: region.dispatcher) { service async throws in
        let refused = try await service.call(Self.current, fields: ["Authorization": "Bearer \(stranger)"])
        #expect(refused.status == 401 && refused.fields["www-authenticate"]?.contains("invalid_token") == true)
        let out = #"{"jsonrpc":"2.0","method":"session.signOut","id":1}"#
        #expect(try await service.call(out, fields: fields).status == 200)
        for _ in 0..<2 {
          let ended = try await service.call(Self.current, fields: fields)
          #expect(ended.status == 401 && ended.errorCode == "CREDENTIAL_EXPIRED")
        }
      }
    }
  }

  @Test("A write that is sent as a notification isn't done, is on record as refused, and answers nothing")
  func notification() async throws {
    try await TestRegion.run { region in
      let fields = try Self.bearer(.nurse, region)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        for body in [
          #"{"jsonrpc":"2.0","method":"session.revokeAll"}"#, #"[{"jsonrpc":"2.0","method":"session.revokeAll"}]"#,
        ] {
          let answer = try await service.call(body, fields: fields)
          #expect(answer.status == 200 && answer.body.isEmpty)
        }
        #expect(try await service.call(Self.current, fields: fields).status == 200)
      }
      let events = try await region.owner.pipelined([
        "select outcome, count(*) from audit.event where method = 'session.revokeAll' group by outcome"
      ])
      let (outcome, count) = try events[0].single((String, Int).self)
      #expect(outcome == "refused" && count == 2)
    }
  }

  @Test(
    "A caller's deadline is the call's: what takes longer is answered DEADLINE_EXCEEDED, and nobody gets more than 30 s"
  )
  func deadline() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse])
      let fields = try Self.bearer(.nurse, region)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        _ = try await service.call(Self.current, fields: fields)
        try await region.holding(
          "select 1 from identity.session where session_id = \(token.sessionID) for update"
        ) {
          let out = #"{"jsonrpc":"2.0","method":"session.signOut","id":1}"#
          let answer = try await service.call(out, fields: fields.merging(["X-Deadline-Ms": "300"]) { $1 })
          #expect(answer.status == 200 && answer.errorCode == "DEADLINE_EXCEEDED")
        }
        for value in ["-5", "0", "nonsense", "999999999"] {
          let good = try await service.call(Self.current, fields: fields.merging(["X-Deadline-Ms": value]) { $1 })
          #expect(good.errorCode == nil, "\(value)")
        }
      }
    }
  }

  @Test("A session that another process has ended discovers nothing any more, though this one has just used it")
  func endedElsewhere() async throws {
    try await TestRegion.run { region in
      let fields = try Self.bearer(.nurse, region)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        #expect(try await service.call(Self.current, fields: fields).status == 200)
        _ = try await region.owner.pipelined(["update identity.session set ended_at = now()"])
        let refused = try await service.call(#"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#, fields: fields)
        #expect(refused.status == 401 && refused.errorCode == "CREDENTIAL_EXPIRED")
      }
    }
  }

  @Test("With a bearer 1 MiB is taken, one byte more is answered 413")
  func body() async throws {
    try await TestRegion.run { region in
      let fields = try Self.bearer(.nurse, region)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        let fits = Self.current + String(repeating: " ", count: (1 << 20) - Self.current.utf8.count)
        #expect(try await service.call(fits, fields: fields).status == 200)
        #expect(try await service.call(fits + " ", fields: fields).status == 413)
      }
    }
  }

  @Test("The header's idempotency key is taken for a single call, and not for a batch")
  func idempotencyKey() async throws {
    try await TestRegion.run { region in
      let fields = try Self.bearer(.nurse, region).merging(["Idempotency-Key": "from-the-header"]) { $1 }
      let next = #"{"jsonrpc":"2.0","method":"followup.task.next","id":1}"#
      try await LocalService.run(over: region.dispatcher) { service async throws in
        #expect(try await service.call(next, fields: fields).json?["result"] != nil)
        let batch = try await service.call("[\(next)]", fields: fields).json?.elements.first
        #expect(batch?["error"]?["data"]?["code"]?.string == "IDEMPOTENCY_KEY_REQUIRED")
      }
    }
  }

  @Test("rpc.discover shows what the caller's permissions open, and nothing that isn't published")
  func discover() async throws {
    try await TestRegion.run { region in
      let nurse = try Self.bearer(.nurse, region)
      let auditor = try Self.bearer(.of(.general, .auditor), region)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        let names: @Sendable ([String: String]) async throws -> [String] = { fields in
          let call = #"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#
          let methods = try await service.call(call, fields: fields).json?["result"]?["methods"]?.elements ?? []
          return methods.compactMap { $0["name"]?.string }
        }
        let ofNurse = try await names(nurse)
        #expect(ofNurse.contains("followup.task.next") && ofNurse.contains("session.current"))
        #expect(!ofNurse.contains("hospital.create") && !ofNurse.contains("discharge.import.storePart"))
        #expect(try await !names(auditor).contains("followup.task.next"))
      }
    }
  }

  @Test("A database that is reached and has its migrations makes the service ready")
  func ready() async throws {
    try await TestRegion.run { region in
      try await LocalService.run(over: region.dispatcher) { service async throws in
        let answer = try await service.ask("GET", "/readyz")
        #expect(answer.status == 200)
        #expect(answer.body == #"{"status":"ready","parts":{"database":"ok","migrations":"ok"}}"#)
      }
    }
  }

  @Test("Calls are counted by method and outcome")
  func counted() async throws {
    try await TestRegion.run { region in
      let fields = try Self.bearer(.nurse, region)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        _ = try await service.call(Self.current, fields: fields)
        _ = try await service.call(Self.current)
        let text = try await service.ask("GET", "/metrics").body
        #expect(text.contains(#"huifang_calls_total{method="session.current",code="OK"} 1"#))
        #expect(text.contains(#"huifang_calls_total{method="session.current",code="UNAUTHENTICATED"} 1"#))
        #expect(text.contains(#"huifang_call_duration_seconds_count{method="session.current"} 2"#))
      }
    }
  }

  @Test("Signing in counts by address with a bearer as well: no credential makes guessing faster, in a batch neither")
  func guessingWithBearer() async throws {
    try await TestRegion.run { region in
      let fields = try Self.bearer(.nurse, region)
      var limits = ServiceLimits()
      limits.anonymousCallsPerMinute = 3
      try await LocalService.run(over: region.dispatcher, limits: limits) { service async throws in
        let guess =
          #"{"jsonrpc":"2.0","method":"session.signIn","id":1,"params":{"username":"a@b","password":"guess"}}"#
        let answer = try await service.call("[\(guess),\(guess),\(guess),\(guess)]", fields: fields)
        let codes = answer.json?.elements.map { $0["error"]?["data"]?["code"]?.string ?? "OK" }
        #expect(codes == ["UNAUTHENTICATED", "UNAUTHENTICATED", "UNAUTHENTICATED", "RATE_LIMITED"])
        #expect(try await service.call(guess, fields: fields).errorCode == "RATE_LIMITED")
        #expect(try await service.call(Self.current, fields: fields).errorCode == nil)
      }
    }
  }
}
