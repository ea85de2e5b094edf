import ArgumentParser

/// Organizations, departments, staff and special-disease lists as spreadsheets, through the running service.
struct DirectoryFiles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory",
    abstract: "Load organizations, departments, staff or special-disease lists from a spreadsheet, or save them.",
    subcommands: [DirectoryImport.self, DirectoryExport.self])
}

/// What of the directory a file holds.
enum DirectoryFileKind: String, ExpressibleByArgument, CaseIterable {
  case organizations, departments, staff
  case specialDiseases = "special-diseases"

  /// The first part of the methods' names.
  var domain: String {
    switch self {
    case .organizations: "organization"
    case .departments: "department"
    case .staff: "staff"
    case .specialDiseases: "specialDiseaseList"
    }
  }
}
