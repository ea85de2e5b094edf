import ArgumentParser

/// Data of people who don't exist.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Synthetic data for trying and testing.", subcommands: [DemoGenerate.self])
}
