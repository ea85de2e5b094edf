import ArgumentParser
import FoundationEssentials

/// Which running service a command talks to.
struct ServiceOption: ParsableArguments {
  @OptionGroup var place: HomeOption

  @Option(help: "The service's address. (default: $HUIFANG_URL, else where the service of --home listens)")
  var url: String?

  @Option(help: "A file whose first line is the password, for an account that isn't the demo's.")
  var passwordFile: String?

  /// The home, in which sessions are remembered; made when the service is named and runs elsewhere.
  func home(environment: [String: String] = ProcessInfo.processInfo.environment) throws(Problem) -> Home {
    guard (url ?? environment["HUIFANG_URL"] ?? "").isEmpty else { return try Home(making: place.path) }
    return try place.existing()
  }

  /// The service's address.
  func address(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
    let kept = PrivateFile.text(at: "\(place.path)/address")?.split(whereSeparator: \.isWhitespace).first.map(
      String.init)
    let named = ["HUIFANG_URL", "HUIFANG_PORT"].map { environment[$0].flatMap { $0.isEmpty ? nil : $0 } }
    let address = url ?? named[0] ?? kept ?? "http://127.0.0.1:\(named[1] ?? "8080")"
    return address.hasSuffix("/") ? String(address.dropLast()) : address
  }

  /// The service as one person sees it.
  func client(as username: String) throws(Problem) -> AccountClient {
    AccountClient(
      service: ServiceClient(url: address()), username: username, passwordFile: passwordFile, home: try home())
  }
}
