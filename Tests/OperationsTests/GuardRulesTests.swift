import Foundation
import JSONRPC
import Operations
import Server
import Testing

/// What a guard inside a statement refuses needs words for people, and words that no guard says are dead.
@Suite struct GuardRulesTests {
  @Test("Each rule that a guard names has words in both languages, and each of the words has a guard")
  func everyRuleHasWords() throws {
    let rules = try Composition.registry().rules
    let named = try Self.namedRules()
    #expect(named.subtracting(rules.keys) == [])
    #expect(Set(rules.keys).subtracting(named) == [])
    #expect(rules.values.allSatisfy { !$0.chinese.isEmpty && !$0.english.isEmpty })
  }

  /// Every `'path:rule'` and `':rule'` of the sources, the migrations and the functions.
  private static func namedRules() throws -> Set<String> {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var rules: Set<String> = []
    for folder in ["Sources", "sql/migrations", "sql/functions"] {
      let files = FileManager.default.enumerator(at: project.appending(path: folder), includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard ["swift", "sql"].contains(file.pathExtension) else { continue }
        let text = try String(contentsOf: file, encoding: .utf8)
        rules.formUnion(text.matches(of: /'[a-zA-Z]*:([a-zA-Z]+)'/).map { String($0.1) })
      }
    }
    return rules
  }
}
