import FoundationEssentials
import Glibc

/// A process of a server, mostly its postmaster, known by its process id and the time at which it began, because ids
/// are used again.
struct ServerProcess: Sendable, Hashable {
  let identifier: Int32
  private let beginning: String

  /// The server that runs on these data, whoever started it.
  static func running(on data: String) -> ServerProcess? {
    guard let identifier = identifier(in: data), let folder = FileStatus(of: data) else { return nil }
    return ServerProcess(identifier, workingIn: folder)
  }

  /// The process of this id if it works in this folder, as every process of a server does in its data.
  init?(_ identifier: Int32, workingIn folder: FileStatus) {
    guard let beginning = Self.beginning(of: identifier), let current = FileStatus(of: "/proc/\(identifier)/cwd"),
      current.isSameFile(as: folder)
    else { return nil }
    self.identifier = identifier
    self.beginning = beginning
  }

  /// The first line of `postmaster.pid`.
  static func identifier(in data: String) -> Int32? {
    guard let text = ClusterFolder.text(of: "\(data)/postmaster.pid") else { return nil }
    guard let identifier = Int32(text.prefix { $0.isNumber }), identifier > 1 else { return nil }
    return identifier
  }

  /// The 22nd field of `/proc/[pid]/stat`; nothing for a process that has ended, even if nobody has waited for it yet.
  private static func beginning(of identifier: Int32) -> String? {
    guard let text = ClusterFolder.text(of: "/proc/\(identifier)/stat"), let name = text.lastIndex(of: ")") else {
      return nil
    }
    let fields = text[text.index(after: name)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return String(fields[19])
  }

  var isAlive: Bool { Self.beginning(of: identifier) == beginning }

  /// Asks the process to end and waits: first after its clients, then without them, at last without tidying up.
  ///
  /// It works in a cancelled task too, since stopping is what cancelled services do.
  func stop(_ urgency: Urgency) async throws(EmbeddedPostgresError) {
    let isStopped = await Task {
      for (signal, patience) in urgency.steps {
        guard isAlive else { return true }
        kill(identifier, signal)
        if await ends(within: patience) { return true }
      }
      return !isAlive
    }.value
    guard isStopped else { throw .stopFailed(processIdentifier: identifier) }
  }

  /// Waits until the server has ended, as long as the task isn't cancelled.
  func waitForEnd() async throws(CancellationError) {
    while isAlive {
      do { try await Task.sleep(for: .milliseconds(200)) } catch { throw CancellationError() }
    }
  }

  private func ends(within patience: Duration) async -> Bool {
    let deadline = ContinuousClock.now + patience
    while isAlive {
      guard ContinuousClock.now < deadline else { return false }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return true
  }

  /// How a server is asked to end.
  enum Urgency: Sendable {
    /// Clients may finish, for a short while; then a checkpoint, so that the next start needs no recovery.
    case orderly
    /// At once: the data are of no use any more.
    case immediate

    /// PostgreSQL's smart, fast and immediate shutdown (TERM, INT, QUIT), and how long each may take.
    fileprivate var steps: [(signal: Int32, patience: Duration)] {
      switch self {
      case .orderly: [(SIGTERM, .seconds(2)), (SIGINT, .seconds(30)), (SIGQUIT, .seconds(10))]
      case .immediate: [(SIGQUIT, .seconds(10)), (SIGKILL, .seconds(5))]
      }
    }
  }
}
