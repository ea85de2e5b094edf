import ArgumentParser

/// What is done by the owner's login, before there is anybody to sign in.
struct Admin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Platform administrators.", subcommands: [AdminCreate.self])
}
