import EmbeddedPostgres
import FoundationEssentials
import FrontPages
import Operations
import Postgres
import SQL
import Subprocess

/// Imports a file, imports it again, and copies the same rows by psql into a table of texts.
struct ImportBench: Sendable {
  let scene: Scene
  let cluster: EmbeddedPostgres
  let hospital: Hospital
  let options: Bench

  /// Adds what it measured to the report.
  func run(_ report: inout BenchReport) async throws {
    try await logStatements()
    let token = try await managerToken()
    let columns = try await preparePlainTable()
    let (first, again, plain, copy) = try await ServiceProcess.run(scene, cluster.login) { service in
      let client = ImportClient(port: service.port, token: token)
      var first: [Double] = []
      var again: [Double] = []
      var plain: [Double] = []
      var copy: [Double] = []
      for pair in 0..<options.pairs {
        let file = self.file(pair, .gb18030)
        let log = StatementLog(file: cluster.logFile)
        first.append(try await rate(client, file, new: options.rows))
        copy.append(Double(options.rows) / log.seconds(startingWith: "copy incoming"))
        report.importSteps = log.totals()
        again.append(try await rate(client, file, new: 0))
        plain.append(try await copyPlain(self.file(pair, .utf8)))
        Progress.say("import: \(Figure.text(first.median, 0)) rows/s, again \(Figure.text(again.median, 0))")
      }
      report.memory.append(("after imports of \(options.rows) rows each", service.memory().now))
      report.memory.append(("at its highest in them", service.memory().peak))
      return (first, again, plain, copy)
    }
    report.measurements.append(
      Measurement(
        name: "import, the copy itself",
        meaning:
          "rows of the file, sealed and indexed before, through binary COPY into the temporary tables of stays and of "
          + "numbers, as PostgreSQL's log times both", unit: "rows/s", target: "≥ 1.5",
        besideName: #"psql \copy into \#(columns) text columns"#,
        ours: copy, beside: plain))
    report.measurements.append(
      Measurement(
        name: "import, the same file again", meaning: "upload, hash, parse, compare: nothing changes", unit: "rows/s",
        target: "≥ 4", besideName: "the first time", ours: again, beside: first))
    report.measurements.append(
      Measurement(
        name: "import, first time",
        meaning: "from the upload's first byte to the finished job: upload, sealing, merge, tasks, audit",
        unit: "rows/s", besideName: #"psql \copy into \#(columns) text columns"#, ours: first, beside: plain))
  }

  private func rate(_ client: ImportClient, _ file: [UInt8], new: Int) async throws -> Double {
    let start = ContinuousClock.now
    let (importID, job) = try await client.start(file, name: "bench.csv")
    try await client.wait(for: job)
    let seconds = start.duration(to: .now) / .seconds(1)
    let counts = try await client.counts(of: importID)
    guard counts.read == options.rows, counts.new == new else { throw Finding("the import came to \(counts)") }
    return Double(options.rows) / seconds
  }

  /// Each pair has its own file: of other years, with other record numbers.
  private func file(_ number: Int, _ encoding: FileEncoding) -> [UInt8] {
    guard let from = PlainDate(year: 2021, month: 1 + number % 12, day: 1),
      let through = PlainDate(year: 2022, month: 12, day: 31)
    else { return [] }
    let source = SyntheticDischarges(
      seed: UInt64(7000 + number), count: options.rows, from: from, through: through,
      hospital: .init(code: "49557184-0", name: "泗河市第一人民医院"))
    return source.file(dialect: .n041, encoding: encoding).reduce(into: []) { $0 += $1 }
  }

  private func managerToken() async throws -> String {
    try await Scene.withDatabase(scene.serviceConfiguration(cluster.login), logger: scene.logger) { database in
      let dispatcher = try Founding.dispatcher(database, masterKeyFile: scene.masterKeyFile, logger: scene.logger)
      return try await Person(hospital.manager, dispatcher).token
    }
  }

  /// The server's log then says how long each statement of the service took.
  private func logStatements() async throws {
    try await scene.withSuperuser(cluster.login) { database in
      _ = try await database.pipelined(["alter role huifang_service set log_min_duration_statement = 0"], on: .work)
    }
  }

  /// - Returns: how many columns the file has.
  private func preparePlainTable() async throws -> Int {
    let header = file(0, .utf8).prefix { $0 != UInt8(ascii: "\n") }
    let count = header.count { $0 == UInt8(ascii: ",") } + 1
    let columns = (1...count).map { "c\($0) text" }.joined(separator: ", ")
    _ = try await psql(["create schema plain", "create table plain.page (\(columns))"])
    return count
  }

  private func copyPlain(_ file: [UInt8]) async throws -> Double {
    let path = "\(scene.home)/plain.csv"
    try Data(file).write(to: URL(filePath: path))
    _ = try await psql(["truncate plain.page"])
    let start = ContinuousClock.now
    let output = try await psql([#"\copy plain.page from '\#(path)' with (format csv, header true)"#])
    let seconds = start.duration(to: .now) / .seconds(1)
    guard output.contains("COPY \(options.rows)") else { throw Finding("psql copied otherwise: \(output)") }
    return Double(options.rows) / seconds
  }

  private func psql(_ commands: [String]) async throws -> String {
    let login = cluster.login
    let arguments =
      [
        "-c", #"exec "$0" "$@""#, try Programs.path("psql"), "--no-psqlrc", "--host=\(login.socketDirectory)",
        "--port=\(login.port)",
        "--username=\(login.superuser)", "--dbname=\(Scene.databaseName)",
      ] + commands.map { "--command=\($0)" }
    let result = try await Subprocess.run(
      .name("sh"), arguments: Arguments(arguments),
      environment: .inherit.updating(["PGPASSWORD": login.superuserPassword]),
      output: .string(limit: 1 << 16), error: .combinedWithOutput)
    guard result.terminationStatus.isSuccess else { throw Finding("psql: \(result.standardOutput)") }
    return result.standardOutput
  }
}
