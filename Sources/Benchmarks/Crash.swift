import ArgumentParser
import EmbeddedPostgres
import FoundationEssentials

/// `make crash`: kills the service, a backend, and the whole server in the middle of imports and writes, and counts what is left.
struct Crash: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Kill service and database in the middle of work and count what is left.",
    discussion: """
      Each round imports a file of its own while writers record attempts, kills something with SIGKILL at a random moment of the \
      import, brings it up again, sends what wasn't acknowledged once more under the same keys, and counts. Fails when a single count \
      is wrong. How long anything took is not asserted.
      """)

  @Option(help: "Rounds; what is killed goes round: the service, a backend, the postmaster.")
  var rounds = 10

  @Option(help: "Rows of each round's file.")
  var rows = 6000

  @Option(
    help: "Instead of rounds: kill the service at so many random points of one import, and check the sums each time.")
  var points = 0

  /// Tasks that a round's writers may use up.
  static let writesPerRound = 4000

  func run() async throws {
    let scene = Scene(name: "crash")
    let cluster = CrashCluster(scene: scene)
    do {
      let violations = try await run(scene, cluster)
      try await cluster.remove()
      if violations > 0 { throw Finding("\(violations) invariants don't hold") }
    } catch {
      try? await cluster.remove()
      throw error
    }
  }

  private func run(_ scene: Scene, _ cluster: CrashCluster) async throws -> Int {
    let login = try await cluster.start()
    try cluster.prepare()
    try await scene.prepareDatabase(login)
    let hospital = try await Hospital.found(scene, login, pack: "P5")
    if points > 0 { return try await runPoints(scene, cluster, login, hospital) }
    // So many discharges that each round finds tasks for its writers: a discharge has up to 17 of them.
    let filling = Filling(
      hospital: hospital, tasks: rounds * Self.writesPerRound / 17 * 63 / 2 + 63_000,
      writableTasks: rounds * Self.writesPerRound)
    try await filling.run(scene, login)
    let tokens = try await CrashTokens.signIn(scene, login, hospital)
    var violations = 0
    Progress.result(CrashOutcome.heading)
    for number in 0..<rounds {
      let round = CrashRound(
        number: number, rows: rows, scene: scene, cluster: cluster, hospital: hospital, tokens: tokens)
      let outcome = try await round.run()
      Progress.result(outcome.line)
      for violation in outcome.violations { Progress.result("     violated: \(violation)") }
      violations += outcome.violations.count
    }
    return violations
  }

  private func runPoints(
    _ scene: Scene, _ cluster: CrashCluster, _ login: EmbeddedPostgres.Login, _ hospital: Hospital
  ) async throws -> Int {
    let tokens = try await CrashTokens.signIn(scene, login, hospital)
    let violations = try await CrashPoints(
      points: points, rows: rows, scene: scene, cluster: cluster, hospital: hospital, tokens: tokens
    ).run()
    for violation in violations { Progress.result("violated: \(violation)") }
    if violations.isEmpty { Progress.result("the sums hold after \(points) deaths") }
    return violations.count
  }
}

/// What a round came to.
struct CrashOutcome: Sendable {
  let number: Int
  let victim: CrashVictim
  var rowAtKill = 0
  var counts = ImportClient.Counts()
  var acknowledged = 0
  var repeated = 0
  var violations: [String] = []

  static let heading =
    "round  killed      at row  import                                                    acked  repeated  verdict"

  var line: String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    return padded("\(number + 1)", 7) + padded(victim.rawValue, 12) + padded("\(rowAtKill)", 8)
      + padded("\(counts)", 58)
      + padded("\(acknowledged)", 7) + padded("\(repeated)", 10) + (violations.isEmpty ? "holds" : "VIOLATED")
  }
}

/// What is killed.
enum CrashVictim: String, Sendable, CaseIterable {
  case service, backend, postmaster
}
