import EmbeddedPostgres
import FoundationEssentials
import Subprocess

/// pgbench as the measure: the same statements from a client that does nothing else.
struct Pgbench: Sendable {
  /// Eight clients on two threads.
  static let clients = 8

  let scene: Scene
  let login: EmbeddedPostgres.Login
  let script: PgbenchScript
  let name: String

  /// How it picks rows and when it ends.
  enum Pick: Sendable {
    /// Rows at random from 1 to this, for so many seconds.
    case random(rows: Int, seconds: Int)
    /// Each client its own rows one after the other, so many, from the base on.
    case each(base: Int, count: Int)
  }

  /// Transactions a second, the time to connect left out.
  func run(_ pick: Pick) async throws -> Double {
    let file = "\(scene.home)/\(name).pgbench"
    var arguments = [
      "--no-vacuum", "--protocol=prepared", "--client=\(Self.clients)", "--jobs=2", "--file=\(file)",
      "--host=\(login.socketDirectory)", "--port=\(login.port)", "--username=huifang_service",
    ]
    let head: String
    switch pick {
    case .random(let rows, let seconds):
      head = #"\set row random(1, \#(rows))"#
      arguments.append("--time=\(seconds)")
    case .each(let base, let count):
      head = #"\set step :step + 1"# + "\n" + #"\set row \#(base - 1) + :client_id * \#(count / Self.clients) + :step"#
      arguments += ["--transactions=\(count / Self.clients)", "--define=step=0"]
    }
    try Data((head + "\n" + script.text).utf8).write(to: URL(filePath: file))
    arguments += script.variables.map { "--define=\($0)" } + [Scene.databaseName]
    return try await run(arguments)
  }

  private func run(_ arguments: [String]) async throws -> Double {
    let result = try await Subprocess.run(
      .name("sh"), arguments: Arguments(["-c", #"exec "$0" "$@""#, try Programs.path("pgbench")] + arguments),
      environment: .inherit.updating([
        "PGPASSWORD": scene.passwords.service, "PGOPTIONS": "-c plan_cache_mode=force_generic_plan -c jit=off",
      ]), output: .string(limit: 1 << 20), error: .combinedWithOutput)
    let output = result.standardOutput
    let line = output.split(separator: "\n").first { $0.hasPrefix("tps = ") }
    guard result.terminationStatus.isSuccess, let line, let rate = Double(line.dropFirst(6).prefix { $0 != " " }),
      !output.contains("aborted")
    else {
      throw Finding("pgbench failed: \(output.suffix(1500))")
    }
    return rate
  }
}

/// PostgreSQL's own client programs.
enum Programs {
  /// Where the program is: beside the newest server.
  static func path(_ name: String) throws -> String {
    var folders = [ProcessInfo.processInfo.environment["HUIFANG_POSTGRES_BIN"] ?? ""]
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    folders += versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
    folders += (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }) else {
      throw Finding("\(name) is missing: it comes with PostgreSQL's server or client package")
    }
    return "\(folder)/\(name)"
  }
}
