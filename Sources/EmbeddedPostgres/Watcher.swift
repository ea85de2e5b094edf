import Subprocess
import Synchronization

/// A small shell that outlives this process to stop and remove a throw-away cluster when nobody else can any more.
///
/// It waits for a line on its standard input, or for the end of it, which the kernel brings about when this process
/// ends, even by `kill -9`. It leads a POSIX session of its own, so that the terminal's signals don't reach it.
final class Watcher: Sendable {
  private let orders: AsyncStream<Void>.Continuation

  private init(orders: AsyncStream<Void>.Continuation) { self.orders = orders }

  deinit { orders.finish() }

  /// Sends the shell away: there is nothing left to remove.
  func dismiss() { orders.yield() }

  /// Stops the server on the data folder `$1`, then removes all the paths after it. It tries for a while, because a
  /// program that was laying the cluster down may not have noticed its end yet.
  private static let script = """
    cd /
    trap '' HUP INT TERM QUIT
    read -r _ && exit
    data=$1
    shift
    tries=0
    while [ $tries -lt 40 ]; do
      server=$(head -n 1 "$data/postmaster.pid" 2>/dev/null)
      if [ -n "$server" ] && [ "/proc/$server/cwd" -ef "$data" ]; then
        if [ $tries -lt 20 ]; then kill -QUIT "$server"; else kill -KILL "$server"; fi
      else
        rm -rf -- "$@" 2>/dev/null && break
      fi
      tries=$((tries + 1))
      sleep 0.2
    done
    """

  /// Starts the shell; it is there when this returns.
  static func start(over placement: Placement) async throws(EmbeddedPostgresError) -> Watcher {
    let (orders, continuation) = AsyncStream<Void>.makeStream()
    let paths = [placement.folder.data, placement.folder.path, SocketFolder.short(for: placement), placement.home]
    let failure: String? = await withCheckedContinuation { started in
      let isStarted = Mutex(false)
      Task.detached {
        var options = PlatformOptions()
        options.createSession = true
        do {
          _ = try await Subprocess.run(
            .name("sh"), arguments: Arguments(["-c", script, "huifang-watcher"] + paths),
            environment: .custom(["PATH": "/usr/bin:/bin"]), platformOptions: options,
            input: .inputWriter, output: .discarded, error: .discarded
          ) { execution in
            isStarted.withLock { $0 = true }
            started.resume(returning: nil)
            for await _ in orders {
              _ = try await execution.standardInputWriter.write("done\n")
              break
            }
            try await execution.standardInputWriter.finish()
          }
        } catch {
          if !isStarted.withLock({ $0 }) { started.resume(returning: "\(error)") }
        }
      }
    }
    if let failure { throw .postgresUnusable(folder: "/bin/sh", reason: failure) }
    return Watcher(orders: continuation)
  }
}
