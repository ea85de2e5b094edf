import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Operations

/// The two ways to a method: over the API by name, and as a value from within the service.
@Suite struct DoorTests {
  /// What a call came to, and what the trail says of it.
  private struct Trace: Equatable {
    let code: ErrorCode?
    let violations: [Violation]
    let details: [String: ErrorDetail]
    let events: [String]
  }

  @Test(
    "Every method's example through both ways: the same refusal or none, and the same event down to the fingerprint")
  func sameEvent() async throws {
    let overAPI = try await Self.traces { region, method, person, request in
      await Self.answer(region, method, region.people.tokens[person], request)
    }
    let asValue = try await Self.traces { region, method, person, request in
      await Self.perform(region, method.type, region.people.tokens[person], request)
    }
    #expect(overAPI.count == asValue.count && overAPI.count > 200)
    for (call, trace) in overAPI { #expect(trace == asValue[call], "\(call)") }
  }

  /// Each method as somebody who may call it and as somebody who may not, in a region of its own.
  private static func traces(
    _ call: (TestRegion, RegisteredMethod, TestPerson, RequestContext) async -> RPCOutcome
  ) async throws -> [String: Trace] {
    try await TestRegion.run { region in
      var traces: [String: Trace] = [:]
      let ending = ["session.signOut", "session.revokeAll"]
      let methods = region.dispatcher.registry.sorted.filter { !ending.contains($0.name) }
      let last = region.dispatcher.registry.sorted.filter { ending.contains($0.name) }
      for method in methods + last where method.name != "job.wait" {
        for person in people(for: method) {
          let request = RequestContext(
            language: .english, clientAddress: "192.0.2.7", idempotencyKey: "the-same-for-both")
          let outcome = await call(region, method, person, request)
          let name = "\(method.name) as \(person)"
          traces[name] = try await trace(outcome, request, region)
        }
      }
      return traces
    }
  }

  private static func people(for method: RegisteredMethod) -> [TestPerson] {
    let general = TestPerson.all.filter { $0.hospital == .general } + [.platform, .bureau]
    guard case .requires(let permission) = method.access else { return [.nurse] }
    return [
      general.first { $0.role.grants[permission] != nil }, general.first { $0.role.grants[permission] == nil },
    ].compactMap(\.self)
  }

  private static func trace(
    _ outcome: RPCOutcome, _ request: RequestContext, _ region: TestRegion
  ) async throws -> Trace {
    let rows = try await region.owner.pipelined([
      """
      select concat_ws(' ', method, roles, purpose, outcome, reason, subject_count, result_count,
          convert_from(leaf, 'UTF8')::jsonb->>'query')
        from audit.event where request_id = \(request.requestID) order by at, event_id
      """
    ])
    let events = try rows[0].map { try $0.column(0, as: String.self) }
    switch outcome {
    case .success: return Trace(code: nil, violations: [], details: [:], events: events)
    case .failure(let error):
      return Trace(code: error.code, violations: error.violations, details: error.details, events: events)
    }
  }

  /// By name where the method is published; an unpublished one has no name there, which ``unpublished()`` tests.
  private static func answer(
    _ region: TestRegion, _ method: RegisteredMethod, _ bearer: BearerToken?, _ request: RequestContext
  ) async -> RPCOutcome {
    guard let call = try? TestCall.make(method.name, method.example.parameters.text), method.isPublished else {
      return await perform(region, method.type, bearer, request)
    }
    return await region.dispatcher.dispatch(call, bearer: bearer, request: request)
  }

  private static func perform<Method: Operation>(
    _ region: TestRegion, _ type: Method.Type, _ bearer: BearerToken?, _ request: RequestContext
  ) async -> RPCOutcome {
    do throws(RPCError) {
      let released = try await region.dispatcher.perform(type.example.call, bearer: bearer, in: request)
      return .success(try JSONOutput.encode(released.value))
    } catch {
      return .failure(error)
    }
  }

  @Test("What was written over the API is answered again as a value under the same key, and the other way round")
  func sameAnswer() async throws {
    for apiFirst in [true, false] {
      try await TestRegion.run { region in
        var answered = 0
        for method in region.dispatcher.registry.sorted where method.isPublished && method.isIdempotent {
          for person in TestPerson.all where person.hospital != .maternity && person.department == 0 {
            guard Self.people(for: method).first == person else { continue }
            let request = RequestContext(language: .english, clientAddress: "192.0.2.7", idempotencyKey: "once-only")
            let bearer = region.people.tokens[person]
            var outcomes: [RPCOutcome] = []
            for isAPI in [apiFirst, !apiFirst] {
              outcomes.append(
                isAPI
                  ? await Self.answer(region, method, bearer, request)
                  : await Self.perform(region, method.type, bearer, request))
            }
            switch outcomes[0] {
            case .failure: #expect(outcomes[0] == outcomes[1], "\(method.name)")
            case .success(let bytes):
              answered += 1
              // A secret is shown once, whichever way it is asked for.
              if case .failure(let error) = outcomes[1] {
                #expect(error.violations.first?.rule == "shownOnce", "\(method.name): \(error)")
              } else {
                // PostgreSQL writes an answer's members in an order of its own.
                let first = try JSONDocument(scanning: bytes.bytes).root.canonicalBytes
                let second = try JSONDocument(scanning: outcomes[1].get().bytes).root.canonicalBytes
                #expect(first == second, "\(method.name)")
              }
            }
          }
        }
        #expect(answered >= 8)
      }
    }
  }

  @Test(
    "The fingerprint is that of what the method sees: spacing, order and the key's place make no difference, a value does"
  )
  func fingerprint() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.administrator])
      func create(_ params: String, key: String? = nil) async throws -> RPCOutcome {
        await region.dispatcher.dispatch(
          try TestCall.make("department.create", params), bearer: token,
          request: RequestContext(language: .english, idempotencyKey: key))
      }
      let first = try await create(#"{"name":"神经内科","kind":"clinical","idempotencyKey":"department-1"}"#).get()
      let again = try await create(#"{ "kind": "clinical", "name": "神经内科" }"#, key: "department-1").get()
      #expect(first == again)
      #expect(
        try await create(#"{"name":"神经外科","kind":"clinical"}"#, key: "department-1")
          == .failure(RPCError(.idempotencyKeyReused)))
    }
  }

  @Test("What isn't published has no name for callers of the API")
  func unpublished() async throws {
    try await TestRegion.run { region in
      let hidden = region.dispatcher.registry.sorted.filter { !$0.isPublished }
      #expect(hidden.count == 5)
      for method in hidden {
        let outcome = await region.dispatcher.dispatch(
          try TestCall.make(method.name, method.example.parameters.text), bearer: region.people.tokens[.manager],
          request: RequestContext())
        #expect(outcome == .failure(RPCError(.methodNotFound)), "\(method.name)")
      }
    }
  }

  @Test("Every method's example is written again as it was read: nothing of a write escapes its fingerprint")
  func roundTrip() async throws {
    try await TestRegion.run { region in
      for method in region.dispatcher.registry.sorted {
        func again<Method: Operation>(_ type: Method.Type) throws -> JSONBytes {
          try JSONOutput.encode(
            try JSONDocument(scanning: method.example.parameters.bytes).root.decode(type))
        }
        let written = try again(method.type)
        #expect(written == method.example.parameters, "\(method.name)")
      }
    }
  }
}
