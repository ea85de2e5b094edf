import FoundationEssentials

/// Lays a new cluster down.
struct Initialisation: Sendable {
  let placement: Placement
  let command: Command
  let isDurable: Bool

  /// Runs `initdb` beside the place where the data will be and renames the result, so that a cluster is there whole or
  /// not at all.
  func run() async throws(EmbeddedPostgresError) {
    let folder = placement.folder
    try clear(folder.unfinishedData)
    try Folder.make(folder.unfinishedData, mode: 0o700, owner: placement.user)
    try Folder.write("\(Self.password())\n", to: folder.password, mode: 0o600, owner: placement.user)
    do {
      try await layDown()
      try FileManager.default.moveItem(atPath: folder.unfinishedData, toPath: folder.data)
    } catch {
      try? clear(folder.unfinishedData)
      throw error as? EmbeddedPostgresError ?? .initialisationFailed(reason: "\(error)")
    }
  }

  private func layDown() async throws(EmbeddedPostgresError) {
    var outcome = try await initialise(characters: "C.UTF-8")
    if outcome.output.contains("invalid locale name") { outcome = try await initialise(characters: "C") }
    try expectSuccess(outcome)
    // As the server's user: the data folder is theirs, and what a name in it leads to is for them to say.
    let include = "include = '../huifang.conf'"
    try expectSuccess(
      await command.run(
        ["sh", "-c", #"printf '\n%s\n' "$0" >> data.unfinished/postgresql.conf"#, include], in: placement.folder.path))
  }

  /// Text sorts by code point, which is what keeps an index right when the system's library changes; upper and lower
  /// case follow Unicode.
  private func initialise(characters: String) async throws(EmbeddedPostgresError) -> Command.Outcome {
    try await command.run(
      [
        "initdb", "--pgdata=data.unfinished", "--encoding=UTF8", "--locale=\(characters)", "--lc-collate=C",
        "--lc-messages=C", "--username=postgres", "--pwfile=superuser.password", "--auth=scram-sha-256",
        "--data-checksums",
      ] + (isDurable ? [] : ["--no-sync"]), in: placement.folder.path)
  }

  private func expectSuccess(_ outcome: Command.Outcome) throws(EmbeddedPostgresError) {
    guard !outcome.isSuccess else { return }
    throw .initialisationFailed(reason: ServerLog.reason(in: outcome.output) ?? "no reason given")
  }

  private func clear(_ path: String) throws(EmbeddedPostgresError) {
    guard FileStatus(of: path, followingLinks: false) != nil else { return }
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw .folderUnusable(path: path, reason: "can't be deleted")
    }
  }

  /// 256 random bits from the system's generator, in hexadecimal.
  private static func password() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in
      let byte = UInt8.random(in: .min ... .max, using: &generator)
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
