import Foundation
import Testing

@Suite("Columns have names")
struct ColumnNamesTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// Where columns are read by their place: what shapes are made of.
  private static let exceptions = ["SQL/RowColumns.swift"]

  @Test("No row is read by the number of a column: a shape names each beside its SQL")
  func named() throws {
    let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
    var found: [String] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard text.contains(/\.column\(|\brow\.isNull\(/) else { continue }
      found.append(String(file.path.dropFirst(Self.sources.path.count + 1)))
    }
    let numbered = found.filter { file in !Self.exceptions.contains { file.hasPrefix($0) } }
    #expect(numbered.isEmpty, "\(numbered.sorted())")
  }
}
