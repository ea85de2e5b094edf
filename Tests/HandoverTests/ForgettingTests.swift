import Foundation
import JSONRPC
import Logging
import Postgres
import SQL
import Server
import TestSupport
import Testing
import Vault

@testable import Handover
@testable import Operations

@Suite("Every process forgets a hospital that has ended")
struct ForgettingTests {
  /// Another process: a dispatcher with caches of its own.
  private func dispatcher(_ region: TestRegion) throws -> Dispatcher {
    var logger = Logger(label: "huifang.test")
    logger.logLevel = .critical
    return try Dispatcher(
      registry: Composition.registry(), database: region.database, master: region.people.master,
      passwords: PasswordHasher(pepper: region.people.master.derive(purpose: "password pepper"), cost: .testing),
      logger: logger)
  }

  private func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<1200 {
      if condition() { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return condition()
  }

  /// Both processes listen, and keep the key and a credential of the general hospital.
  private func listening(_ ended: RemovalRegion, _ body: ([Dispatcher], BearerToken) async throws -> Void) async throws
  {
    let both = [ended.region.dispatcher, try dispatcher(ended.region)]
    let nurse = try #require(ended.region.people.tokens[.nurse])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for dispatcher in both { group.addTask { await dispatcher.listen() } }
      for dispatcher in both {
        // Listening begins by forgetting what may have been missed.
        #expect(
          try await eventually {
            dispatcher.keys.forgottenCount > 0
          })
        _ = try await dispatcher.keys.key(of: ended.general)
        #expect(dispatcher.keys.holds(ended.general))
      }
      try await body(both, nurse)
      group.cancelAll()
    }
  }

  @Test("The data key and the credentials go with the removal's first rows, in each of two processes; others' stay")
  func removal() async throws {
    try await RemovalRegion.run { ended in
      let maternity = try await ended.region.tenant(of: .maternity)
      try await listening(ended) { both, nurse in
        for dispatcher in both {
          _ = try await dispatcher.keys.key(of: maternity)
          dispatcher.cache.store(
            Credential(
              token: nurse,
              actor: Actor(
                tenant: ended.general, account: UUID(), displayName: "", username: "", organizationKind: .hospital,
                grants: [], grantsVersion: 0), expiresAt: .distantFuture, address: "",
              callsPerSecond: nil, offsetSeconds: 8 * 3600, goodUntil: .distantFuture))
        }
        try await ended.remove()
        for dispatcher in both {
          #expect(
            try await eventually {
              !dispatcher.keys.holds(ended.general) && dispatcher.knownCredential(for: nurse, from: "") == nil
            })
          #expect(dispatcher.keys.holds(maternity))
          await #expect(throws: Failure.self) { _ = try await dispatcher.keys.key(of: ended.general) }
        }
      }
    }
  }

  @Test("A contract's end is enough: nobody there is to be served any more")
  func termination() async throws {
    try await TestRegion.run { region in
      let general = try await region.tenant(of: .general)
      let second = try dispatcher(region)
      let listener = Task { await second.listen() }
      #expect(try await eventually { second.keys.forgottenCount > 0 })
      _ = try await second.keys.key(of: general)
      let nurse = try #require(region.people.tokens[.nurse])
      _ = try await second.credential(for: nurse)
      #expect(second.knownCredential(for: nurse, from: "") != nil)
      try await region.perform(TerminateHospital(organizationId: general, reason: "合同到期"), as: .platform)
      #expect(
        try await eventually { !second.keys.holds(general) && second.knownCredential(for: nurse, from: "") == nil })
      listener.cancel()
      await listener.value
    }
  }
}
