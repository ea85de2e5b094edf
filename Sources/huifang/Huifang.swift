import ArgumentParser

/// The service and everything that an operator does with it, one command each.
@main
struct Huifang: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "huifang",
    abstract: "Hospital follow-up 回访: the service, and what an operator does with it.",
    discussion: """
      On one machine: `huifang up` runs everything, its own PostgreSQL included, below the folder .huifang (or \
      HUIFANG_HOME). In production: `huifang migrate` and `huifang serve` with a PostgreSQL of yours.
      """,
    subcommands: [
      Up.self, Stop.self, Reset.self, Serve.self, Migrate.self, Call.self, Import.self, Export.self,
      DirectoryFiles.self, Demo.self, Admin.self, Keys.self, Backup.self, Restore.self, Doctor.self, OpenRPC.self,
      Psql.self,
    ])
}
