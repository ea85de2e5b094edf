import EmbeddedPostgres
import FoundationEssentials
import FrontPages
import Operations
import Postgres
import SQL

/// What a small hospital gets while a large one beside it keeps the service busy, divided by what it gets alone.
struct Fairness: Sendable {
  let scene: Scene
  let login: EmbeddedPostgres.Login
  let hospital: Hospital
  let options: Bench

  /// Rows of the small hospital's first file.
  private static let stays = 500

  /// Adds its lines to the report.
  func run(_ report: inout BenchReport) async throws {
    let neighbour = try await hospital.neighbour(scene, login)
    let (large, small, nurse) = try await Scene.withDatabase(
      scene.serviceConfiguration(login), logger: scene.logger
    ) { database in
      let dispatcher = try Founding.dispatcher(database, masterKeyFile: scene.masterKeyFile, logger: scene.logger)
      return (
        try await Person(hospital.manager, dispatcher).token, try await Person(neighbour.manager, dispatcher).token,
        try await Person(hospital.nurse, dispatcher).token
      )
    }
    report.measurements += try await ServiceProcess.run(scene, login) { service in
      let client = ImportClient(port: service.port, token: small)
      try await importing(client, rows: Self.stays, seed: 1)
      let their = Requests(token: small, port: service.port)
      let our = Requests(token: nurse, port: service.port)
      return [
        try await worklist(their, beside: our), try await next(their, beside: our),
        try await smallImport(client, beside: ImportClient(port: service.port, token: large)),
      ]
    }
  }

  private func worklist(_ their: Requests, beside our: Requests) async throws -> Measurement {
    let today = DayClock.china.today
    let params = Calls.reportParams(until: "\(today)", from: "\(today.adding(days: -1095))")
    let page = their.bytes(Calls.list, Calls.listParams)
    return try await compare(
      Measurement(
        name: "another hospital's worklist beside 16 reports",
        meaning:
          "median of `followup.task.list` of a small hospital, one call after the other, while a large one asks for 16 "
          + "reports of three years at a time", unit: "µs", target: "≤ 3", besideName: "alone"),
      their.port, { _ in Load.Request(bytes: page) }, share: 0.5,
      noise: Load(port: our.port, connections: 16) { _ in Load.Request(bytes: our.bytes(Calls.report, params)) })
  }

  private func next(_ their: Requests, beside our: Requests) async throws -> Measurement {
    let run = UInt32.random(in: .min ... .max)
    let noise = our.bytes(Calls.list, Calls.listParams)
    return try await compare(
      Measurement(
        name: "another hospital's next beside 32 lists",
        meaning:
          "99th percentile of `followup.task.next` of a small hospital, one call after the other, while a large one asks "
          + "for 32 pages of its worklist at a time", unit: "µs", target: "≤ 4", besideName: "alone"),
      their.port,
      { number in
        let key = "\(run)-\(number)-\(UInt32.random(in: .min ... .max))"
        return Load.Request(bytes: their.bytes(Calls.next, #"{"idempotencyKey":"\#(key)"}"#))
      }, share: 0.99, noise: Load(port: our.port, connections: 32) { _ in Load.Request(bytes: noise) })
  }

  /// Alone and beside the noise, in turns.
  private func compare(
    _ measurement: Measurement, _ port: Int, _ request: @escaping @Sendable (Int) -> Load.Request, share: Double,
    noise: Load
  ) async throws -> Measurement {
    var measurement = measurement
    let quiet = Load(port: port, connections: 1, seconds: Double(options.seconds), request: request)
    var noise = noise
    noise.seconds = Double(options.seconds) + 1
    for _ in 0..<options.pairs {
      let alone = try await quiet.run().checked("a small hospital alone")
      measurement.beside.append(alone.percentile(share) * 1000)
      async let loud = noise.run()
      try await Task.sleep(for: .milliseconds(500))
      let run = try await quiet.run().checked("a small hospital beside a large one")
      measurement.ours.append(run.percentile(share) * 1000)
      _ = try await loud.checked("a large hospital")
    }
    say(measurement)
    return measurement
  }

  private func smallImport(_ client: ImportClient, beside large: ImportClient) async throws -> Measurement {
    var measurement = Measurement(
      name: "small import behind a large one",
      meaning:
        "from the upload's first byte to the finished job of a small hospital's daily list of one row, while a large "
        + "hospital's file of \(options.rows) rows is being read", unit: "ms", target: "≤ 3", besideName: "alone")
    for pair in 0..<options.pairs {
      measurement.beside.append(try await importing(client, rows: 1, seed: UInt64(100 + pair)))
      let (_, job) = try await large.start(
        file(options.rows, seed: UInt64(300 + pair), code: Hospital.code), name: "large.csv")
      try await Task.sleep(for: .milliseconds(500))
      measurement.ours.append(try await importing(client, rows: 1, seed: UInt64(200 + pair)))
      try await large.wait(for: job)
    }
    say(measurement)
    return measurement
  }

  /// Imports a file of the small hospital.
  /// - Returns: the milliseconds that it took.
  @discardableResult
  private func importing(_ client: ImportClient, rows: Int, seed: UInt64) async throws -> Double {
    let file = file(rows, seed: seed, code: Hospital.neighbourCode)
    let start = ContinuousClock.now
    let (_, job) = try await client.start(file, name: "small.csv")
    try await client.wait(for: job)
    return start.duration(to: .now) / .milliseconds(1)
  }

  /// Discharges of the last weeks, so that their tasks are due.
  private func file(_ rows: Int, seed: UInt64, code: String) -> [UInt8] {
    let today = DayClock.china.today.daysSince1970
    guard let from = PlainDate(daysSince1970: today - 40), let through = PlainDate(daysSince1970: today - 3) else {
      return []
    }
    return SyntheticDischarges(
      seed: seed, count: rows, from: from, through: through, hospital: .init(code: code, name: "医院")
    ).file(dialect: .n041, encoding: .utf8).reduce(into: []) { $0 += $1 }
  }

  private func say(_ measurement: Measurement) {
    Progress.say(
      "\(measurement.name): \(Figure.text(measurement.ours.median, 0)) \(measurement.unit) beside "
        + "\(Figure.text(measurement.beside.median, 0)), ratio \(Figure.text(measurement.ratios.median, 2))")
  }
}
