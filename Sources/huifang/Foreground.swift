import Logging
import ServiceLifecycle
import UnixSignals

/// Runs a service until it is asked to end: SIGTERM and Ctrl-C let it finish what is under way.
enum Foreground {
  /// How long calls under way may take to finish.
  private static let patience = Duration.seconds(30)

  /// - Throws: why the service ended though nobody asked it to.
  static func run(_ service: some Service, logger: Logger) async throws(Problem) {
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(
          service: service, successTerminationBehavior: .gracefullyShutdownGroup,
          failureTerminationBehavior: .cancelGroup)
      ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = patience
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      logger.error("ended", metadata: ["reason": "\(Problem(explaining: error))"])
      throw Problem(explaining: error)
    }
  }
}
