import FoundationEssentials
import FrontPages
import JSONRPC
import Logging
import Migrations
import Operations
import Postgres
import SQL
import Server
import TestSupport
import Testing
import Vault

@testable import huifang

@Suite("Backup and restore")
struct BackupTests {
  private var logger: Logger {
    var logger = Logger(label: "huifang.backup-test")
    logger.logLevel = .critical
    return logger
  }

  /// A region with discharges, and its backup in a folder.
  private func withBackup(_ body: (TestRegion, BackupFolder, BackupManifest) async throws -> Void) async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<20).map { .test(record: "B\($0)", daysAgo: 20) })
      let path = FileManager.default.temporaryDirectory.appending(path: "huifang-backup-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      let manifest = try await DatabaseBackup(
        login: region.configuration, master: region.people.master, logger: logger
      ).write(to: path)
      try await body(region, BackupFolder(path: path), manifest)
    }
  }

  private func restore(
    _ folder: BackupFolder, _ master: MasterKey, into login: DatabaseConfiguration
  ) async throws -> BackupManifest {
    try await DatabaseRestore(
      folder: folder, master: master, login: login, servicePassword: "service-of-the-tests",
      auditorPassword: "service-of-the-tests", logger: logger,
      // A throw-away cluster doesn't wait for its disk.
      skippedChecks: ["006_server_version", "006_durability"]
    ).run()
  }

  @Test(
    "A backup restored elsewhere opens with the same key, has every row, and lets nobody in without signing in anew")
  func rehearsal() async throws {
    try await withBackup { region, folder, manifest in
      #expect(manifest.tables.first { $0.name == "discharges.patient" }?.rows == 20)
      #expect(permissions(of: folder.dump) == 0o600)
      try await TestDatabase.withEmptyDatabase { login in
        _ = try await restore(folder, region.people.master, into: login)
        try await withDispatcher(region, login) { dispatcher in
          // The session of before the backup has ended with it.
          let outcome = await dispatcher.dispatch(
            try TestCall.make("followup.task.next", "{}"), bearer: region.people.tokens[.nurse],
            request: RequestContext(idempotencyKey: "after-restore"))
          guard case .failure(let error) = outcome else { return #expect(Bool(false), "the old session still works") }
          #expect(error.code == .credentialExpired)
          let token = try await signIn(region, dispatcher)
          let next = await dispatcher.dispatch(
            try TestCall.make("followup.task.next", "{}"), bearer: token,
            request: RequestContext(idempotencyKey: "after-restore"))
          let answer = try JSONDocument(scanning: next.get().bytes).root
          #expect(answer["task"]?["patientName"]?.string == "张三丰")
        }
        try await login.withDatabase(logger: logger) { database in
          let rows = try await database.pipelined([
            "select max(epoch), min(epoch) from audit.event"
          ])
          let (now, before) = try rows[0].single((Int, Int).self)
          #expect(now == before + 1, "transactions of the restored cluster are told apart by the epoch")
        }
      }
    }
  }

  @Test("A wrong key, a changed manifest and a dump that was cut off are told before anything is restored")
  func damaged() async throws {
    try await withBackup { region, folder, _ in
      #expect(throws: Problem.self) { try folder.verified(by: MasterKey.generate()) }
      let manifest = try #require(PrivateFile.text(at: folder.manifest))
      try PrivateFile.write(
        manifest.replacing("\"format\":1", with: "\"format\": 1"), to: folder.manifest)
      #expect(throws: Problem.self) { try folder.verified(by: region.people.master) }
      try PrivateFile.write(manifest, to: folder.manifest)
      _ = try folder.verified(by: region.people.master)
      let dump = try Data(contentsOf: URL(filePath: folder.dump))
      try dump.dropLast().write(to: URL(filePath: folder.dump))
      #expect(throws: Problem.self) { try folder.verified(by: region.people.master) }
    }
  }

  @Test("Before it is whole nobody but a superuser gets into the restored database; what was broken off serves nobody")
  func shutUntilWhole() async throws {
    try await withBackup { region, folder, _ in
      try await TestDatabase.withEmptyDatabase { login in
        // The isolation check fails: a server that doesn't wait for its disk.
        await #expect(throws: (any Error).self) {
          _ = try await DatabaseRestore(
            folder: folder, master: region.people.master, login: login, servicePassword: "service-of-the-tests",
            auditorPassword: "service-of-the-tests", logger: logger
          ).run()
        }
        var service = login
        service.user = "huifang_service"
        service.password = "service-of-the-tests"
        await #expect(throws: (any Error).self) {
          try await service.withDatabase(logger: logger) { _ = try await $0.pipelined(["select 1"], writes: false) }
        }
      }
      try await TestDatabase.withEmptyDatabase { login in
        _ = try await restore(folder, region.people.master, into: login)
        try await login.withDatabase(logger: logger) { database in
          let rows = try await database.pipelined([
            "select datconnlimit from pg_database where datname = current_database()"
          ])
          #expect(try rows[0].single(Int.self) == -1)
        }
      }
    }
  }

  @Test("A backup of a later version is refused before anything is made; one of an earlier version is taken")
  func otherVersion() async throws {
    try await withBackup { _, _, manifest in
      func made(with migrations: [String]) -> BackupManifest {
        BackupManifest(
          format: 1, madeAt: manifest.madeAt, postgres: manifest.postgres, migrations: migrations, dumpBytes: 0,
          dumpSHA256: "", tables: [])
      }
      try DatabaseRestore.requireKnown(manifest)
      try DatabaseRestore.requireKnown(made(with: Array(manifest.migrations.dropLast())))
      #expect(throws: Problem.self) {
        try DatabaseRestore.requireKnown(made(with: manifest.migrations + ["9999_later"]))
      }
      #expect(throws: Problem.self) {
        try DatabaseRestore.requireKnown(made(with: Array(manifest.migrations.dropFirst())))
      }
      let old = #expect(throws: MigrationError.self) {
        try DatabaseRestore.requireKnown(made(with: ["0001_context", "0002_audit"]))
      }
      #expect(old?.description.contains("made before 0.2: export its hospitals") == true)
    }
  }

  @Test("Nothing is overwritten: neither an older backup nor a database with tables in it")
  func nothingOverwritten() async throws {
    try await withBackup { region, folder, _ in
      await #expect(throws: Problem.self) {
        try await DatabaseBackup(login: region.configuration, master: region.people.master, logger: logger)
          .write(to: folder.path)
      }
      await #expect(throws: Problem.self) {
        _ = try await restore(folder, region.people.master, into: region.configuration)
      }
    }
  }

  private func withDispatcher(
    _ region: TestRegion, _ login: DatabaseConfiguration, _ body: (Dispatcher) async throws -> Void
  ) async throws {
    var service = login
    service.user = "huifang_service"
    service.password = "service-of-the-tests"
    try await service.withDatabase(logger: logger) { database in
      try await body(
        try Dispatcher(
          registry: Composition.registry(), database: database, master: region.people.master,
          passwords: PasswordHasher(pepper: region.people.master.derive(purpose: "password pepper"), cost: .testing),
          logger: logger))
    }
  }

  private func signIn(_ region: TestRegion, _ dispatcher: Dispatcher) async throws -> BearerToken {
    let account = try #require(region.people.accounts[.nurse])
    let outcome = await dispatcher.dispatch(
      try TestCall.make(
        "session.signIn", "{\"username\":\"\(account.username)\",\"password\":\"\(account.password)\"}"),
      bearer: nil, request: RequestContext(clientAddress: "192.0.2.1"))
    let session = try JSONDocument(scanning: outcome.get().bytes).root
    return try #require(BearerToken(session["token"]?.string ?? ""))
  }
}
