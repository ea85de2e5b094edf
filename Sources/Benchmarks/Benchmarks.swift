import ArgumentParser

/// Measures, looks at plans, and kills: what `make bench`, `make plans` and `make crash` run. Times are written down, never
/// asserted; plans and counts are asserted.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Benchmarks, plans and crash tests of huifang, on throw-away clusters.",
    subcommands: [Bench.self, Plans.self, Crash.self, ServiceCommand.self], defaultSubcommand: Bench.self)
}

/// Why a program here can't go on, or what it found: one line.
struct Finding: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
