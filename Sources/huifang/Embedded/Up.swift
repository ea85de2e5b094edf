import ArgumentParser
import Glibc
import Logging

/// Runs everything on this machine: a private PostgreSQL, the service, and at the first start a demo region.
struct Up: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the service with a private PostgreSQL and a demo region, on this machine.",
    discussion: """
      Everything lies in one folder (.huifang, or HUIFANG_HOME); the next start goes on with it. Ctrl-C or SIGTERM lets \
      calls under way finish and stops all that was started. A line `ready http://…` says that it serves.
      """)

  @OptionGroup var place: HomeOption
  @OptionGroup var listening: PortOption

  @Flag(inversion: .prefixedNo, help: "Load a demo region of a bureau and three hospitals at the first start.")
  var demo = true

  func run() async throws {
    let port = try listening.resolved()
    let home = try Home(making: place.path)
    // A reader of our output that goes away must not end the service.
    _ = signal(SIGPIPE, SIG_IGN)
    let logger = try LogFile.logger(label: "huifang", path: home.serviceLog)
    let service = EmbeddedService(home: home, port: port, loadsDemo: demo, logger: logger)
    try await Foreground.run(service, logger: logger)
  }
}
