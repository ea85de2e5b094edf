import ArgumentParser

/// Organizations, departments and staff as spreadsheets, through the running service.
struct DirectoryFiles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory",
    abstract: "Load organizations, departments or staff from a spreadsheet, or save them as one.",
    subcommands: [DirectoryImport.self, DirectoryExport.self])
}

/// What of the directory a file holds.
enum DirectoryFileKind: String, ExpressibleByArgument, CaseIterable {
  case organizations, departments, staff

  /// The first part of the methods' names.
  var domain: String {
    switch self {
    case .organizations: "organization"
    case .departments: "department"
    case .staff: "staff"
    }
  }
}
