import Subprocess

/// A program run to its end as the server's user, in a folder, with nothing of our environment but a shifted clock.
///
/// The user is changed by `setpriv`, which every Debian has: a child of a process with threads may not safely call
/// `setuid` itself, and one in some hundred did hang. The folder is entered by a shell after that, so that what the
/// user may not enter is noticed; and programs get relative paths, because `pg_ctl` hands its arguments to a shell
/// without quoting them well. The clock is shifted after the user is changed, because libfaketime shares a semaphore
/// with the programs that a program starts.
struct Command: Sendable {
  let user: ServerUser
  /// Where the PostgreSQL programs are; it is searched before the system's own folders.
  let programs: String

  struct Outcome: Sendable {
    let isSuccess: Bool
    /// Standard output and standard error as they came; the shell may have complained of our working folder before.
    let output: String
  }

  func run(_ arguments: [String], in folder: String) async throws(EmbeddedPostgresError) -> Outcome {
    let become =
      user.isOther ? ["setpriv", "--reuid=\(user.user)", "--regid=\(user.group)", "--clear-groups", "--"] : []
    let clock = ShiftedClock.ofThisProcess.assignments
    let shift = clock.isEmpty ? [] : ["env"] + clock
    let line = become + shift + ["sh", "-c", #"cd -- "$0" && exec "$@""#, folder] + arguments
    do {
      let result = try await Subprocess.run(
        .name(line[0]), arguments: Arguments(Array(line.dropFirst())),
        environment: .custom(["PATH": "\(programs):/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"]),
        output: .string(limit: 1 << 20), error: .combinedWithOutput)
      if Task.isCancelled { throw EmbeddedPostgresError.cancelled }
      return Outcome(isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput)
    } catch {
      if Task.isCancelled || error is CancellationError { throw .cancelled }
      throw error as? EmbeddedPostgresError ?? .postgresUnusable(folder: programs, reason: "\(error)")
    }
  }
}
