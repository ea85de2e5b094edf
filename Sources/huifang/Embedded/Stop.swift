import ArgumentParser
import EmbeddedPostgres

/// Stops the embedded service, whichever terminal it runs in.
struct Stop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Stop the embedded service and its PostgreSQL.")

  @OptionGroup var place: HomeOption

  func run() async throws {
    do {
      let hasStopped = try await EmbeddedPostgres.stop(home: place.path)
      Terminal.print(hasStopped ? "stopped" : "nothing ran in \(place.path)")
    } catch {
      throw Problem(explaining: error)
    }
  }
}
