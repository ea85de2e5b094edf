import FoundationEssentials
import FrontPages
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import Server
import TestSupport
import Testing
import Vault

@testable import huifang

@Suite("The master key is changed for another one")
struct MasterKeyRotationTests {
  private var logger: Logger {
    var logger = Logger(label: "huifang.rotation-test")
    logger.logLevel = .critical
    return logger
  }

  private func dispatcher(
    _ region: TestRegion, _ master: MasterKey, database: Database? = nil, file: String? = nil
  ) throws -> Dispatcher {
    try Dispatcher(
      registry: Composition.registry(), database: database ?? region.database, master: master,
      passwords: PasswordHasher(pepper: master.passwordPepper, cost: .testing), logger: logger,
      rereadMaster: { file.flatMap { try? MasterKey(file: $0) } })
  }

  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "huifang-keys-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
  }

  /// Signs the nurse in and opens a patient's name: password, one data key and a cursor's worth of the rest.
  private func works(_ region: TestRegion, _ dispatcher: @autoclosure () throws -> Dispatcher) async throws -> Bool {
    let dispatcher = try dispatcher()
    let account = try #require(region.people.accounts[.nurse])
    func call(_ method: String, _ params: String, _ bearer: BearerToken?) async throws -> JSONValue {
      let outcome = await dispatcher.dispatch(
        try TestCall.make(method, params), bearer: bearer,
        request: RequestContext(clientAddress: "192.0.2.1", idempotencyKey: UUID().uuidString))
      return try JSONDocument(scanning: outcome.get().bytes).root
    }
    let session = try await call(
      "session.signIn", "{\"username\":\"\(account.username)\",\"password\":\"\(account.password)\"}", nil)
    let department = try #require(region.people.departments[.general]?.first)
    let list = try await call(
      "discharge.list", "{\"departmentId\":\"\(department)\"}", BearerToken(session["token"]?.string ?? ""))
    return list["items"]?.elements.first?["patientName"]?.string == "张*丰"
  }

  @Test("Without a pause: processes that run take the new key up from the file, passwords and sealed values stay good")
  func running() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<3).map { .test(record: "K\($0)", daysAgo: 20) })
      try await withFolder { folder in
        let path = "\(folder)/master.key"
        let old = region.people.master
        try old.write(to: path)
        let process = try dispatcher(region, old, file: path)
        #expect(try await works(region, process))
        let new = old.successor()
        try new.replace(at: path)
        let rotation = MasterKeyRotation(database: region.owner, master: try MasterKey(file: path))
        await #expect(throws: Problem.self) { try await rotation.requireDone() }
        // Started between the two steps: everything is still wrapped by the old key.
        #expect(try await works(region, dispatcher(region, new)))
        let outcome = try await rotation.run()
        #expect(outcome.rewrapped == outcome.total && outcome.total == 4)
        // One that has no key in memory yet, one that knows the old key alone, one that was started with the new one alone.
        #expect(try await works(region, process))
        #expect(try await works(region, dispatcher(region, old, file: path)))
        #expect(try await works(region, dispatcher(region, new.alone)))
        #expect(try await rotation.run().rewrapped == 0)
        try await rotation.requireDone()
        let events = try await region.owner.pipelined([
          """
          select count(*), max(result_count) from audit.event
            where tenant_id = \(Platform.tenant) and method = 'operator.rotateMasterKey'
          """
        ])
        #expect(try events[0].single((Int, Int).self) == (1, 4))
      }
    }
  }

  @Test("A data key that no key in the file opens stops it, and nothing was changed")
  func wholeOrNothing() async throws {
    try await TestRegion.run { region in
      let general = try await region.tenant(of: .general)
      let strange = TenantKey.generate(id: 1, tenant: general).wrapped(by: .generate())
      _ = try await region.owner.pipelined([
        "update identity.tenant_key set wrapped = \(strange) where tenant_id = \(general)"
      ])
      let rotation = MasterKeyRotation(database: region.owner, master: region.people.master.successor())
      let before = try await rotation.wrappedKeys().map(\.wrapped)
      await #expect(throws: Problem.self) { _ = try await rotation.run() }
      #expect(try await rotation.wrappedKeys().map(\.wrapped) == before)
      await #expect(throws: Problem.self) {
        _ = try await DatabaseBackup(login: region.configuration, master: region.people.master, logger: logger)
          .write(to: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path)
      }
    }
  }

  @Test("A hospital made by a process that still wraps by the old key is found by the next run")
  func straggler() async throws {
    try await TestRegion.run { region in
      // It has the platform's key in memory.
      try await region.result("organization.list", as: .platform)
      let new = region.people.master.successor()
      let rotation = MasterKeyRotation(database: region.owner, master: new)
      _ = try await rotation.run()
      let bureau = try await region.owner.pipelined([
        "select parent_id from directory.organization where code = '49557184-0'"
      ])[0].single(UUID.self)
      let made = try await region.call(
        "hospital.create", "{\"code\":\"49557187-5\",\"name\":\"泗河市中医院\",\"bureauId\":\"\(bureau)\"}",
        bearer: region.people.tokens[.platform])
      let hospital = try JSONDocument(scanning: made.get().bytes).root["id"]?.string ?? ""
      let administrator = try await region.call(
        "administrator.create",
        """
        {"organizationId":"\(hospital)","role":"auditor","username":"audit","displayName":"周建国"}
        """, bearer: region.people.tokens[.platform])
      _ = try administrator.get()
      let outcome = try await rotation.run()
      #expect(outcome.rewrapped == 1 && outcome.total == 5)
    }
  }

  @Test("A backup of before is restored with the old key or with the file that holds both, and then changed over")
  func olderBackup() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "K1", daysAgo: 20)])
      try await withFolder { folder in
        let (old, new) = (region.people.master, region.people.master.successor())
        let backup = BackupFolder(path: "\(folder)/backup")
        _ = try await DatabaseBackup(login: region.configuration, master: old, logger: logger).write(to: backup.path)
        _ = try await MasterKeyRotation(database: region.owner, master: new).run()
        #expect(throws: Problem.self) { try backup.verified(by: new.alone) }
        try await TestDatabase.withEmptyDatabase { login in
          _ = try await DatabaseRestore(
            folder: backup, master: new, login: login, servicePassword: "service-of-the-tests",
            auditorPassword: "service-of-the-tests", logger: logger,
            skippedChecks: ["006_server_version", "006_durability"]
          ).run()
          try await login.withDatabase(logger: logger) { database in
            let outcome = try await MasterKeyRotation(database: database, master: new).run()
            #expect(outcome.rewrapped == outcome.total && outcome.total == 4)
          }
          var service = login
          service.user = "huifang_service"
          service.password = "service-of-the-tests"
          try await service.withDatabase(logger: logger) { database async throws in
            #expect(try await works(region, dispatcher(region, new.alone, database: database)))
          }
        }
      }
    }
  }
}
