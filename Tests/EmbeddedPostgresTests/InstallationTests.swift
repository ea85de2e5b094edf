import FoundationEssentials
import Testing

@testable import EmbeddedPostgres

@Suite("Finding PostgreSQL")
struct InstallationTests {
  private func find(in folder: String, clusterOf version: Int? = nil) async throws -> Installation {
    try await Installation.find(
      forClusterOf: version, user: try ServerUser.choose(forDataIn: ""), environment: [Installation.variable: folder])
  }

  /// A folder with programs that only tell a version.
  @discardableResult
  private func withPrograms<R>(saying text: String, _ body: (String) async throws -> R) async throws -> R {
    let folder = "\(FileManager.default.temporaryDirectory.path)/huifang-programs-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["postgres", "initdb"] {
      let isMade = FileManager.default.createFile(
        atPath: "\(folder)/\(name)", contents: Data("#!/bin/sh\necho '\(text)'\n".utf8),
        attributes: [.posixPermissions: 0o755])
      try #require(isMade)
    }
    return try await body(folder)
  }

  @Test("The machine's own is found without being told where")
  func found() async throws {
    let installation = try await Installation.find(
      forClusterOf: nil, user: try ServerUser.choose(forDataIn: ""), environment: [:])
    #expect(installation.majorVersion >= Installation.oldestVersion)
  }

  @Test("None in the named folder: the folder is named, others are not tried")
  func missing() async throws {
    await #expect(throws: EmbeddedPostgresError.postgresMissing(lookedIn: ["/nowhere"])) {
      try await find(in: "/nowhere")
    }
  }

  @Test("One that is too old is refused by version")
  func tooOld() async throws {
    try await withPrograms(saying: "postgres (PostgreSQL) 14.20 (Debian)") { folder in
      await #expect(throws: EmbeddedPostgresError.postgresTooOld(version: "14.20", folder: folder)) {
        try await find(in: folder)
      }
    }
  }

  @Test("A version in development counts by its number")
  func development() async throws {
    try await withPrograms(saying: "postgres (PostgreSQL) 19devel") { folder in
      let installation = try await find(in: folder)
      #expect(installation.majorVersion == 19)
    }
  }

  @Test("A cluster of another version is refused, not damaged")
  func otherVersion() async throws {
    try await withPrograms(saying: "postgres (PostgreSQL) 17.2") { folder in
      await #expect(throws: EmbeddedPostgresError.clusterOfOtherVersion(cluster: 15, found: 17)) {
        try await find(in: folder, clusterOf: 15)
      }
    }
  }

  @Test("Programs that don't run are reported with what they say")
  func broken() async throws {
    try await withPrograms(saying: "cannot load shared library") { folder in
      await #expect(
        throws: EmbeddedPostgresError.postgresUnusable(folder: folder, reason: "cannot load shared library")
      ) { try await find(in: folder) }
    }
  }
}
