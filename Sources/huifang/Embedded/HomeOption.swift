import ArgumentParser
import FoundationEssentials

/// Which embedded service is meant.
struct HomeOption: ParsableArguments {
  @Option(help: "The folder of the embedded service. (default: $HUIFANG_HOME, else .huifang)")
  var home: String?

  /// The folder's path, whether or not it is there.
  var path: String { Home.path(option: home) }

  /// The home that a service was started in.
  func existing() throws(Problem) -> Home {
    try Home(existing: path)
  }
}

/// The port of the embedded service.
struct PortOption: ParsableArguments {
  @Option(help: "The port on 127.0.0.1. (default: $HUIFANG_PORT, else 8080)")
  var port: Int?

  /// The port that is meant.
  func resolved(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(Problem) -> Int {
    let text = environment["HUIFANG_PORT"].flatMap { $0.isEmpty ? nil : $0 }
    if port == nil, let text, Int(text) == nil {
      throw Problem("HUIFANG_PORT is \(text): give a number from 1 to 65535")
    }
    let number = port ?? text.flatMap { Int($0) } ?? 8080
    guard (1...65535).contains(number) else { throw Problem("port \(number): give a number from 1 to 65535") }
    return number
  }
}
