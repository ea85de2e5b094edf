import Foundation
import Testing

@Suite("Columns have names")
struct ColumnNamesTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// Where columns are read by their place: what shapes are made of, and what has not been converted yet. It only gets shorter.
  private static let exceptions = [
    "SQL/RowColumns.swift", "Discharges/Patients/PatientName.swift", "Operations/Dispatcher+Credentials.swift",
    "Operations/Execution+Interactive.swift", "Operations/Execution+Writing.swift", "Operations/Plan+Rows.swift",
    "Operations/RowReader.swift", "FollowUp/Patients/", "FollowUp/Tasks/",
  ]

  @Test("No row is read by the number of a column: a shape names each beside its SQL")
  func named() throws {
    let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
    var found: [String] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard text.contains("RowReader") || text.contains(/\.column\(|\brow\.isNull\(/) else { continue }
      found.append(String(file.path.dropFirst(Self.sources.path.count + 1)))
    }
    let numbered = found.filter { file in !Self.exceptions.contains { file.hasPrefix($0) } }
    #expect(numbered.isEmpty, "\(numbered.sorted())")
  }
}
