import FoundationEssentials
import Logging
import Migrations
import Operations
import Postgres
import SQL
import Vault

/// What only the database can tell: version, settings, migrations, isolation, clock, and whether the master key is its own.
struct ServerCheck {
  let target: OperatorTarget
  let logger: Logger

  func findings() async -> [DoctorFinding] {
    do {
      return try await target.superuser.withDatabase(logger: logger) { database in
        try await settings(database) + migrations(database) + [clock(database)] + keys(database)
      }
    } catch {
      return [DoctorFinding("database", .problem, Problem(explaining: error).description)]
    }
  }

  private func settings(_ database: Database) async throws -> [DoctorFinding] {
    let rows = try await database.pipelined(
      [
        """
        select current_setting('server_version_num')::int, current_setting('fsync'), current_setting('full_page_writes'),
          current_setting('synchronous_commit'), current_setting('data_checksums')
        """
      ], writes: false)
    guard
      let (version, fsync, fullPageWrites, commit, checksums) = try rows.first?.firstRow(
        (Int, String, String, String, String).self)
    else { return [] }
    let findings = [
      Self.version(version), Self.setting("fsync", fsync), Self.setting("full_page_writes", fullPageWrites),
      Self.setting("synchronous_commit", commit), Self.setting("data_checksums", checksums),
    ]
    return findings + [try await encryption(database)]
  }

  /// How the way to the database is protected, as the server sees it.
  private func encryption(_ database: Database) async throws -> DoctorFinding {
    let rows = try await database.pipelined(
      ["select coalesce(version, ''), inet_server_addr() is null from pg_stat_ssl where pid = pg_backend_pid()"],
      writes: false)
    guard let (version, isSocket) = try rows.first?.firstRow((String, Bool).self) else {
      return DoctorFinding("encryption", .warning, "the server doesn't say how it is spoken to")
    }
    return Self.encryption(
      version: version, isSocket: isSocket, isVerified: target.superuser.tls != .disable, host: target.superuser.host)
  }

  /// - Parameters:
  ///   - version: of TLS; empty without.
  ///   - isVerified: whether certificate and name are compared.
  static func encryption(version: String, isSocket: Bool, isVerified: Bool, host: String) -> DoctorFinding {
    if isSocket { return DoctorFinding("encryption", .good, "a socket of this machine") }
    if !version.isEmpty, isVerified {
      return DoctorFinding("encryption", .good, "\(version), the certificate verified for \(host)")
    }
    if Settings.isLocal(host) { return DoctorFinding("encryption", .good, "none needed: \(host) is this machine") }
    return DoctorFinding(
      "encryption", .warning, "none to \(host), as database.tls says: right only where nobody else reads the network")
  }

  /// A setting that keeps what was acknowledged.
  static func setting(_ name: String, _ value: String) -> DoctorFinding {
    guard value == "off" || (name == "synchronous_commit" && value == "local") else {
      return DoctorFinding(name, .good, value)
    }
    if name == "data_checksums" {
      return DoctorFinding(
        name, .warning, "off: damage of the disk goes unnoticed; lay the cluster down with --data-checksums")
    }
    return DoctorFinding(name, .problem, "\(value): what was acknowledged can be lost; set it to on")
  }

  /// The oldest major release that the migrations run on; which minor releases have holes says `006_server_version`.
  /// - Parameter number: `server_version_num`, such as 150014.
  static func version(_ number: Int) -> DoctorFinding {
    let (major, minor) = (number / 10_000, number % 10_000)
    let text = "PostgreSQL \(major).\(minor)"
    return major < 15
      ? DoctorFinding("version", .problem, "\(text) is too old: 15 or newer is needed")
      : DoctorFinding("version", .good, text)
  }

  private func migrations(_ database: Database) async throws -> [DoctorFinding] {
    let migrator = Migrator(database: database, logger: logger)
    let pending = try await migrator.pending()
    guard pending.isEmpty else {
      let names = pending.joined(separator: ", ")
      let remedy = target.home == nil ? "`huifang migrate`" : "a restart"
      return [DoctorFinding("migrations", .problem, "missing: \(names); apply them with \(remedy)")]
    }
    let found = try await migrator.check()
    let isolation =
      found.isEmpty
      ? [DoctorFinding("isolation", .good, "the checks find nothing")]
      : found.map { Self.isolation(check: $0.check, $0.description) }
    return [DoctorFinding("migrations", .good, "all applied")] + isolation
  }

  /// An old server is a risk to be warned of; everything else that a check finds breaks the isolation now.
  static func isolation(check: String, _ text: String) -> DoctorFinding {
    DoctorFinding("isolation", check == "006_server_version" ? .warning : .problem, text)
  }

  private func clock(_ database: Database) async throws -> DoctorFinding {
    let before = Date()
    let rows = try await database.pipelined(["select clock_timestamp()"], writes: false)
    guard let theirs = try rows.first?.single(Date.self) else {
      return DoctorFinding("clock", .warning, "the database's clock can't be read")
    }
    return Self.clock(ahead: Self.distance(of: theirs, from: before...max(before, Date())))
  }

  /// How far a moment lies after a period, or before it when negative: a slow answer isn't taken for a wrong clock.
  static func distance(of moment: Date, from period: ClosedRange<Date>) -> Double {
    moment < period.lowerBound
      ? moment.timeIntervalSince(period.lowerBound) : max(0, moment.timeIntervalSince(period.upperBound))
  }

  /// One-time codes last 30 seconds, and events are ordered by time.
  static func clock(ahead seconds: Double) -> DoctorFinding {
    let text =
      "the database's is \(Int(abs(seconds).rounded())) s \(seconds < 0 ? "behind" : "ahead of") this machine's"
    return abs(seconds) > 10
      ? DoctorFinding("clock", .problem, "\(text): keep both right with NTP") : DoctorFinding("clock", .good, text)
  }

  /// Whether the master key opens the organizations' data keys: all of them for a superuser, the platform's own for other logins.
  private func keys(_ database: Database) async throws -> [DoctorFinding] {
    let master = try MasterKey(file: target.masterKeyFile)
    let results = try await database.pipelined(
      [
        "select set_config('app.tenant_id', \(Platform.tenant.uuidString), true)",
        "select tenant_id, key_id, wrapped from identity.tenant_key",
      ], writes: false)
    let keys = try (results.last ?? Rows()).decode((UUID, Int, [UInt8]).self)
    let strange = keys.filter { tenant, id, wrapped in
      (try? TenantKey(unwrapping: wrapped, by: master, id: UInt32(clamping: id), tenant: tenant)) == nil
    }
    guard strange.isEmpty else {
      return [
        DoctorFinding(
          "data keys", .problem,
          "the master key doesn't open \(strange.count) of \(keys.count): restore the right \(target.masterKeyFile)")
      ]
    }
    let older = keys.filter { MasterKey.identity(of: $0.2) != master.identity }
    guard older.isEmpty else {
      return [
        DoctorFinding(
          "data keys", .warning,
          "\(older.count) of \(keys.count) are still wrapped by an earlier master key: run `huifang keys rotate-master`"
        )
      ]
    }
    return [DoctorFinding("data keys", .good, "the master key opens all \(keys.count)")]
  }
}
