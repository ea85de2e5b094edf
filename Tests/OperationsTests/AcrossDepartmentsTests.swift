import Foundation
import Testing

@Suite struct AcrossDepartmentsTests {
  @Test("Whatever reaches across departments says why, and docs/access.md lists the reason")
  func reasons() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let documented = try String(contentsOf: root.appending(path: "docs/access.md"), encoding: .utf8)
    let sources = root.appending(path: "Sources")
    var reasons = 0
    for file in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      #expect(
        !text.contains(/set_config\('app\.departments', '\*'/) || file == "Operations/AcrossDepartments.swift",
        "\(file)")
      for match in text.matches(of: /(?:reason: StaticString = |acrossDepartments\(\s*reason: )"([^"]+)"/) {
        reasons += 1
        #expect(documented.contains(match.1), "\(file): \(match.1)")
      }
    }
    #expect(reasons == 2)
  }
}
