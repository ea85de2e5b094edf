import Testing

@testable import Migrations

@Suite struct DefinitionTests {
  private func definition(_ name: String, _ text: String = "") -> Definition {
    Definition(Script(name: name, text: text))
  }

  @Test("What the migrator has to know stands in the lines above the function")
  func head() {
    let definition = definition(
      "a/b", "-- After: a/c, tables\n-- Rewrites: a.t.x\n-- Why.\ncreate or replace function a.b() …\n-- After: a/d")
    #expect(definition.after == ["a/c", "tables"])
    #expect(definition.rewrites == ["a.t.x"])
    #expect(definition.function == "a.b")
  }

  @Test("Overloads in one file are counted, other functions aren't")
  func overloads() {
    let text =
      "create or replace function a.b(x int) …;\ncreate or replace function a.b(y text) …;\ncreate or replace function a.bc() …"
    #expect(definition("a/b", text).count == 2)
    #expect(definition("schemas", "create schema a").count == 0)
  }

  @Test("The schemas come first, then each function after what it names")
  func order() throws {
    let definitions = [
      definition("b/a", "-- After: b/c, tables"), definition("b/c"), definition("a/z", "-- After: b/a"),
      definition("schemas"),
    ]
    #expect(try definitions.inLoadingOrder().map(\.name) == ["schemas", "b/c", "b/a", "a/z"])
  }

  @Test("A circle, or a name that isn't there, is refused")
  func circle() {
    let error = #expect(throws: MigrationError.self) {
      try [definition("a/a", "-- After: a/b"), definition("a/b", "-- After: a/a")].inLoadingOrder()
    }
    #expect(error?.description == "a/a names what is not there, or what comes after it: a/b")
  }

  @Test("Each file holds the function whose name it has, its comment, and nothing of another")
  func files() throws {
    for definition in try ScriptFolder.bundled().definitions {
      guard let function = definition.function else { continue }
      let text = definition.script.text
      #expect(definition.count >= 1, "\(definition.name)")
      #expect(text.matches(of: /create or replace function [a-z_.]+\(/).count == definition.count, "\(definition.name)")
      #expect(
        text.matches(of: /comment on function ([a-z_.]+)\(/).map { String($0.1) }
          == Array(repeating: function, count: definition.count))
      #expect(text.matches(of: /(grant|revoke) [a-z ]+ on function ([a-z_.]+)\(/).allSatisfy { $0.2 == function })
    }
  }
}
