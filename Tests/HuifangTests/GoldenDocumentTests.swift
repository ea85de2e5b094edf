import FoundationEssentials
import Testing

@testable import huifang

@Suite("Generated documents that are committed")
struct GoldenDocumentTests {
  private func committed(_ name: String) throws -> String {
    let docs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/\(name)")
    return try String(contentsOf: docs, encoding: .utf8)
  }

  @Test("docs/openrpc.json is what the registry says; its difference is the API's review")
  func openRPC() throws {
    let isSame = try committed("openrpc.json") == OpenRPC.document() + "\n"
    #expect(isSame, "make it anew with `huifang openrpc --output docs/openrpc.json` and read the difference")
  }

  @Test("docs/permissions.md is what the dispatcher checks")
  func permissions() throws {
    let isSame = try committed("permissions.md") == PermissionTable.text() + "\n"
    #expect(
      isSame, "make it anew with `huifang openrpc --permissions --output docs/permissions.md` and read the difference")
  }
}
