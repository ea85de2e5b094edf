import FoundationEssentials

/// The variables by which `make test-days` shifts the clock of a process, handed on to the server so that service and
/// database agree on the day.
///
/// They are the only part of our environment that the server's programs ever see. A release build hands on none, and a
/// debug build no library but Debian's libfaketime.
struct ShiftedClock: Sendable {
  /// The variables as `env` takes them; empty unless the clock is shifted.
  let assignments: [String]

  /// What this process was started with.
  static let ofThisProcess = ShiftedClock(in: ProcessInfo.processInfo.environment)

  init(in environment: [String: String]) {
    #if DEBUG
      let preloaded = (environment["LD_PRELOAD"] ?? "").split { $0 == " " || $0 == ":" }.map(String.init)
      guard let library = preloaded.first(where: Self.libraries.contains), environment["FAKETIME"] != nil else {
        assignments = []
        return
      }
      assignments =
        ["LD_PRELOAD=\(library)"] + Self.names.compactMap { name in environment[name].map { "\(name)=\($0)" } }
    #else
      assignments = []
    #endif
  }

  /// `FAKETIME_SHARED` is not among them: the semaphore belongs to our user, and the server's user may not open it.
  private static let names = ["FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC", "DONT_FAKE_MONOTONIC"]

  /// What Debian's `faketime` preloads; the dynamic linker knows what `$LIB` stands for.
  private static let libraries = ["libfaketime", "libfaketimeMT"].map { "/usr/$LIB/faketime/\($0).so.1" }
}
