import Foundation
import Operations
import Testing

@Suite("The database's list of what can be granted")
struct PermissionListTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "sql/functions/identity")

  @Test(
    "It is made from the permissions' rows; HUIFANG_RECORD=1 swift test --filter PermissionListTests writes it anew",
    arguments: [
      ("is_grantable.sql", Permission.grantableToRolesSQL),
      ("are_grantable_to_keys.sql", Permission.grantableToKeysSQL),
    ])
  func file(_ name: String, _ text: String) throws {
    let file = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["HUIFANG_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
    } else {
      #expect(try String(contentsOf: file, encoding: .utf8) == text, "see the test's name for how to write it anew")
    }
  }

  @Test("No permission reaches further in an own role than in a built-in one of the hospital")
  func never() {
    for permission in Permission.allCases {
      let widest = Role.allCases.filter { $0.organizationKind == .hospital }.compactMap { $0.grants[permission] }.max()
      for scope in permission.grantableScopes {
        #expect(widest.map { scope <= $0 } == true, "\(permission) \(scope)")
      }
    }
  }
}
