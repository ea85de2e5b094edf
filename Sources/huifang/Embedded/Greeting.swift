import FoundationEssentials

/// What a person sees when the service is up: what this is, where it is, how to sign in and what to try.
struct Greeting {
  let home: Home
  let url: String
  let databaseLog: String

  /// Prints it; the last line is for programs.
  func show() throws(Problem) {
    for line in lines(accounts: try DemoAccounts.read(in: home)) { Terminal.print(line) }
    Terminal.print("ready \(url)")
  }

  /// The lines without the last one.
  func lines(accounts: [DemoAccount]) -> [String] {
    var lines = [
      "",
      "huifang 回访 – hospital follow-up: discharges become tasks, calls become records, records become rates",
      "",
      "  page and API   \(url)/   (JSON-RPC: POST \(url)/rpc, health: /healthz /readyz, figures: /metrics)",
      "  data and keys  \(home.path)   (keep master.key safe: without it the data can't be read)",
      "  logs           \(home.serviceLog), \(databaseLog)",
    ]
    guard !accounts.isEmpty else { return lines + [""] }
    lines += ["", "Sign-ins (\(home.demoAccounts); those with a one-time code are marked *):"]
    var organization = ""
    for account in accounts.sorted(by: { $0.organization < $1.organization }) {
      if account.organization != organization {
        organization = account.organization
        lines += ["", "  \(organization)"]
      }
      lines.append(
        "    \(padded(account.username, 26)) \(account.password)  \(account.role)\(account.totpSecret == nil ? "" : " *")"
      )
    }
    lines += ["", "Try:", ""] + commands(accounts) + [""]
    return lines
  }

  private func commands(_ accounts: [DemoAccount]) -> [String] {
    guard let nurse = accounts.first(where: { $0.role == "wardNurse" }),
      let manager = accounts.first(where: { $0.role == "centreManager" && $0.hospitalCode == nurse.hospitalCode })
    else { return ["  \(program) call session.current '{}' --as \(PlatformFounding.usualUsername)"] }
    return [
      "  \(program) call followup.task.next '{}' --as \(nurse.username)",
      "  \(program) call session.current '{}' --as \(manager.username)",
      "  \(program) import FILE --hospital \(nurse.hospitalCode ?? "")",
    ]
  }

  /// How this program was called, with the home when it isn't the usual one.
  private var program: String {
    let name = CommandLine.arguments.first ?? "huifang"
    let isUsual = home.path == "\(FileManager.default.currentDirectoryPath)/\(Home.usual)"
    return isUsual ? name : "HUIFANG_HOME=\(home.path) \(name)"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
