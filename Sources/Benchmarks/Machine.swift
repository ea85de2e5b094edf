import FoundationEssentials
import Glibc
import Postgres
import SQL
import Subprocess

/// What a figure says nothing without.
struct Machine: Sendable {
  let lines: [(name: String, value: String)]

  /// Looks the facts up.
  static func look(_ database: Database, dataDirectory: String) async throws -> Machine {
    let version = try await database.pipelined(["show server_version"], on: .work).first?.single(String.self) ?? ""
    return Machine(lines: [
      ("date", Date().formatted(.iso8601)),
      ("processor", field("/proc/cpuinfo", "model name")),
      ("cores", "\(ProcessInfo.processInfo.activeProcessorCount)"),
      ("memory", field("/proc/meminfo", "MemTotal")),
      ("kernel", TextFile.text("/proc/sys/kernel/osrelease").filter { !$0.isNewline }),
      ("disk", disk(dataDirectory)),
      ("PostgreSQL", version),
      ("Swift", try await swift()),
    ])
  }

  private static func field(_ file: String, _ name: String) -> String {
    let line = TextFile.text(file).split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return line.split(separator: ":").dropFirst().joined(separator: ":").split(separator: " ").joined(separator: " ")
  }

  /// The file system that holds the data: the mount with the longest path above it.
  private static func disk(_ folder: String) -> String {
    let mounts = TextFile.text("/proc/self/mounts").split(separator: "\n").map { $0.split(separator: " ") }
    let found = mounts.filter { $0.count > 2 && folder.hasPrefix($0[1]) }.max { $0[1].count < $1[1].count }
    return found.map { "\($0[2]) on \($0[0])" } ?? "unknown"
  }

  private static func swift() async throws -> String {
    let result = try? await Subprocess.run(
      .name("swift"), arguments: ["--version"], output: .string(limit: 1 << 16), error: .discarded)
    return result?.standardOutput.split(separator: "\n").first.map(String.init) ?? "unknown"
  }
}
