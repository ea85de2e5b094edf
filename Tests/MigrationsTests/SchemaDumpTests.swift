import EmbeddedPostgres
import Foundation
import Testing

/// The schema as one file, so that a change is read as what it does and not only as the steps to it.
@Suite struct SchemaDumpTests {
  /// The clone's root, where this source file is.
  private let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(
    "sql/schema.sql is what the migrations make; HUIFANG_RECORD=1 swift test --filter SchemaDumpTests writes it anew")
  func golden() async throws {
    let cluster = try await ScratchCluster.shared
    let dump = try await cluster.withMigrated { _, name in try dumpSchema(of: name, in: cluster) }
    let file = root.appendingPathComponent("sql/schema.sql")
    if ProcessInfo.processInfo.environment["HUIFANG_RECORD"] == "1" {
      try Data(dump.utf8).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let difference = dump.split(separator: "\n").difference(from: golden.split(separator: "\n"))
    #expect(difference.isEmpty, "see the test's name for how to record the new schema")
  }

  private func dumpSchema(of database: String, in cluster: ScratchCluster) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = root.appendingPathComponent("scripts/dump-schema.sh")
    process.arguments = [database]
    process.standardOutput = output
    process.environment = ProcessInfo.processInfo.environment.merging([
      "PGHOST": cluster.server.socketDirectory, "PGPORT": "\(cluster.server.port)", "PGUSER": cluster.server.superuser,
      "PGPASSWORD": cluster.server.superuserPassword,
    ]) { $1 }
    try process.run()
    let dump = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: dump, as: UTF8.self)
  }
}
