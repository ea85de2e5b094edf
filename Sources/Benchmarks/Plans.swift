import ArgumentParser
import EmbeddedPostgres
import FoundationEssentials
import Operations
import Postgres
import SQL

/// `make plans`: what PostgreSQL makes of the hot statements at a million tasks, as a ward's nurse under row security.
struct Plans: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the plans of the hot statements at a million tasks.",
    discussion: """
      Fails when a plan differs from its golden file, scans a big table sequentially, or has a node that throws more rows away than \
      it returns. The plans are those of the statements as the dispatcher sends them (auto_explain), generic ones as in the service.
      """)

  @Option(help: "Tasks that the hospital has.")
  var tasks = 1_000_000

  @Option(help: "The folder of the golden files.")
  var golden = "docs/plans"

  @Flag(help: "Write the golden files anew.")
  var update = false

  func run() async throws {
    let scene = Scene(name: "plans")
    let plans = try await scene.withCluster { cluster in
      let hospital = try await Hospital.found(scene, cluster.login, pack: "P5")
      Progress.say("filling \(tasks) tasks …")
      try await Filling(hospital: hospital, tasks: tasks, writableTasks: 0).run(scene, cluster.login)
      let bigTables = try await prepare(scene, cluster.login)
      let plans = try await collect(scene, cluster, hospital)
      return try judge(plans, PlanRules(bigTables: bigTables))
    }
    if plans > 0 { throw Finding("\(plans) plans are not as they should be") }
  }

  /// The plans of a scenario.
  private struct Scenario: Sendable {
    let name: String
    let statements: [ExplainedStatement]
    /// Those that no earlier scenario has shown; prologue and triggers are the same in all.
    let shown: [ExplainedStatement]

    var text: String {
      shown.map { statement in
        let head = statement.text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(100)
        return "-- \(head) …\n\(statement.plan.text())\n"
      }.joined(separator: "\n")
    }
  }

  /// Makes the server log what it does for the service, and tells which tables are big.
  private func prepare(_ scene: Scene, _ login: EmbeddedPostgres.Login) async throws -> Set<String> {
    try await scene.withSuperuser(login) { database in
      let settings: [SQL] = [
        "session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0",
        "auto_explain.log_analyze = on", "auto_explain.log_timing = off", "auto_explain.log_format = 'json'",
        "auto_explain.log_nested_statements = on",
        "plan_cache_mode = 'force_generic_plan'",
      ]
      for setting in settings {
        _ = try await database.pipelined(["alter role huifang_service set \(setting)"], on: .work)
      }
      let rows = try await database.pipelined(
        ["select relname::text from pg_class where relkind in ('r', 'p') and reltuples > \(Double(PlanRules.bigFrom))"])
      return Set(try rows[0].decode(String.self))
    }
  }

  private func collect(_ scene: Scene, _ cluster: EmbeddedPostgres, _ hospital: Hospital) async throws -> [Scenario] {
    let log = PlanLog(file: cluster.logFile)
    return try await Scene.withDatabase(scene.serviceConfiguration(cluster.login), logger: scene.logger) { database in
      let dispatcher = try Founding.dispatcher(database, masterKeyFile: scene.masterKeyFile, logger: scene.logger)
      var scenarios: [Scenario] = []
      var known: Set<String> = []
      try await PlanScenarios(
        nurse: Person(hospital.nurse, dispatcher), manager: Person(hospital.manager, dispatcher), hospital: hospital
      ) { name, call in
        let start = log.end
        try await call()
        let statements = try log.statements(from: start).filter(\.touchesTable)
        scenarios.append(
          Scenario(name: name, statements: statements, shown: statements.filter { known.insert($0.text).inserted }))
      }.run()
      return scenarios
    }
  }

  /// - Returns: how many scenarios are not as they should be.
  private func judge(_ scenarios: [Scenario], _ rules: PlanRules) throws -> Int {
    try FileManager.default.createDirectory(atPath: golden, withIntermediateDirectories: true)
    var bad = 0
    for scenario in scenarios {
      var problems = scenario.statements.flatMap { rules.breaches(of: $0.plan) }
      if scenario.statements.isEmpty { problems.append("no plan was logged") }
      let file = "\(golden)/\(scenario.name).txt"
      if update {
        try Data(scenario.text.utf8).write(to: URL(filePath: file))
      } else if TextFile.text(file) != scenario.text {
        problems.append("differs from \(file): look at it, then --update")
      }
      Progress.result("\(problems.isEmpty ? "good" : "BAD ") \(scenario.name)")
      guard !problems.isEmpty else { continue }
      bad += 1
      for problem in problems { Progress.result("     \(problem)") }
      Progress.result(scenario.text.split(separator: "\n").map { "       \($0)" }.joined(separator: "\n"))
    }
    return bad
  }
}
