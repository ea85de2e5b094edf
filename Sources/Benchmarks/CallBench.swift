import EmbeddedPostgres
import FollowUp
import FoundationEssentials
import Operations
import Postgres
import SQL

/// Calls over HTTP beside pgbench running the same SQL, in turns.
struct CallBench: Sendable {
  let scene: Scene
  let login: EmbeddedPostgres.Login
  let filling: Filling
  let options: Bench

  private var seconds: Double { Double(options.seconds) }
  /// How many writes a run has: both sides the same, so that neither uses up more rows.
  private var writes: Int { min(filling.writable, 3000 * max(1, options.seconds)) / Pgbench.clients * Pgbench.clients }

  /// Measures everything that a call is about.
  func run(_ report: inout BenchReport) async throws {
    let (person, scripts) = try await prepare()
    let login = login
    report = try await ServiceProcess.run(scene, login) { [report] service in
      var report = report
      try await Task.sleep(for: .seconds(2))
      report.memory.append(("idle, two seconds after the start", service.memory().now))
      let requests = Requests(token: person.token, port: service.port)
      report.measurements.append(try await read(requests, scripts.read))
      report.measurements.append(try await list(requests, scripts.list))
      report.measurements.append(try await write(requests, scripts.write))
      report.measurements.append(try await withoutDatabase(requests))
      report.memory.append(("after these loads", service.memory().now))
      report.memory.append(("at its highest until then", service.memory().peak))
      report.latencies = try await Mixture(requests: requests, filling: filling, options: options).run()
      return report
    }
  }

  private struct Scripts: Sendable {
    let read: PgbenchScript
    let list: PgbenchScript
    let write: PgbenchScript
  }

  /// Signs the nurse in, and asks the dispatcher what it would send.
  private func prepare() async throws -> (Person, Scripts) {
    try await Scene.withDatabase(scene.serviceConfiguration(login), logger: scene.logger) { database in
      let dispatcher = try Founding.dispatcher(database, masterKeyFile: scene.masterKeyFile, logger: scene.logger)
      let nurse = try await Person(filling.hospital.nurse, dispatcher)
      guard let bearer = nurse.bearer else { throw Finding("the token is no token") }
      func reading(_ task: Int) async throws -> [SQL] {
        try await dispatcher.statements(
          of: ReadTask.self, Person.rpcCall(Calls.read, Calls.readParams(task)), bearer: bearer)
      }
      func listing() async throws -> [SQL] {
        try await dispatcher.statements(
          of: ListTasks.self, Person.rpcCall(Calls.list, Calls.listParams), bearer: bearer)
      }
      func writing(_ task: Int) async throws -> [SQL] {
        let params = Calls.writeParams(task, key: "sample-\(task)")
        return try await dispatcher.statements(
          of: RecordAttempt.self, Person.rpcCall(Calls.write, params), bearer: bearer)
      }
      let scripts = Scripts(
        read: try PgbenchScript(await reading(1), await reading(2), row: UUID(uuidString: FilledID.text(1))),
        list: try PgbenchScript(await listing(), await listing(), row: nil),
        write: try PgbenchScript(await writing(1), await writing(2), row: UUID(uuidString: FilledID.text(1))))
      return (nurse, scripts)
    }
  }

  private func read(_ requests: Requests, _ script: PgbenchScript) async throws -> Measurement {
    let rows = filling.wardTasks
    let pgbench = Pgbench(scene: scene, login: login, script: script, name: "read")
    return try await inTurns(
      Measurement(
        name: "task read",
        meaning: "`followup.task.read` of a task at random: permission, row security, opened and masked "
          + "fields, audit event", unit: "calls/s", target: "≥ 0.70", besideName: "pgbench, the same SQL")
    ) {
      try await load(requests.port) { _ in requests.read(upTo: rows) }
    } beside: {
      try await pgbench.run(.random(rows: rows, seconds: options.seconds))
    }
  }

  private func list(_ requests: Requests, _ script: PgbenchScript) async throws -> Measurement {
    let bytes = requests.bytes(Calls.list, Calls.listParams)
    let pgbench = Pgbench(scene: scene, login: login, script: script, name: "list")
    return try await inTurns(
      Measurement(
        name: "worklist page",
        meaning: "`followup.task.list` of the 50 most urgent tasks, each name opened and masked, each "
          + "patient a subject of the audit event", unit: "calls/s", target: "≥ 0.60",
        besideName: "pgbench, the same SQL")
    ) {
      try await load(requests.port) { _ in Load.Request(bytes: bytes) }
    } beside: {
      try await pgbench.run(.random(rows: 1, seconds: options.seconds))
    }
  }

  private func write(_ requests: Requests, _ script: PgbenchScript) async throws -> Measurement {
    let pgbench = Pgbench(scene: scene, login: login, script: script, name: "write")
    return try await scene.withSuperuser(login) { database in
      try await inTurns(
        Measurement(
          name: "attempt write",
          meaning: "`followup.attempt.record` with a record, each of another task, committed durably "
            + "with its answer under an idempotency key", unit: "calls/s", target: "≥ 1.0",
          besideName: "pgbench, the same SQL, durable")
      ) {
        let run = "run-\(UInt32.random(in: .min ... .max))"
        let rate = try await load(requests.port, calls: writes) { requests.write($0, run: run) }
        try await filling.resetWritable(database)
        return rate
      } beside: {
        let rate = try await pgbench.run(.each(base: FilledID.firstWritable, count: writes))
        try await filling.resetWritable(database)
        return rate
      }
    }
  }

  private func withoutDatabase(_ requests: Requests) async throws -> Measurement {
    let bytes = requests.bytes("nothing.here", "{}")
    var measurement = Measurement(
      name: "no database",
      meaning: "a call of a method that isn't there, answered METHOD_NOT_FOUND: HTTP, JSON and envelope",
      unit: "calls/s")
    for _ in 0..<options.pairs {
      let load = Load(
        port: requests.port, connections: options.connections, seconds: seconds, expectsErrors: true
      ) { _ in Load.Request(bytes: bytes) }
      measurement.ours.append(try await load.run().checked("no database").rate)
    }
    Progress.say("no database: \(Figure.text(measurement.ours.median, 0)) calls/s")
    return measurement
  }

  private func load(
    _ port: Int, calls: Int? = nil, _ request: @escaping @Sendable (Int) -> Load.Request
  ) async throws -> Double {
    var load = Load(port: port, connections: options.connections, request: request)
    if let calls { load.calls = calls } else { load.seconds = seconds }
    return try await load.run().checked("a load").rate
  }

  /// A pair that doesn't count, then pairs that do.
  private func inTurns(
    _ measurement: Measurement, ours: () async throws -> Double, beside: () async throws -> Double
  ) async throws -> Measurement {
    var measurement = measurement
    _ = (try await ours(), try await beside())
    for _ in 0..<options.pairs {
      measurement.ours.append(try await ours())
      measurement.beside.append(try await beside())
    }
    Progress.say(
      "\(measurement.name): \(Figure.text(measurement.ours.median, 0)) beside \(Figure.text(measurement.beside.median, 0)), "
        + "ratio \(Figure.text(measurement.ratios.median, 2))")
    return measurement
  }
}
