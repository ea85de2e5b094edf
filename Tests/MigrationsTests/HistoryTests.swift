import Testing

@testable import Migrations

@Suite struct HistoryTests {
  let scripts = [
    Script(name: "0001_a", text: "a"), Script(name: "0002_b", text: "b"), Script(name: "0003_c", text: "c"),
  ]

  private func history(of scripts: [Script]) -> History {
    scripts.reduce(History()) { history, script in History(history.entries + [history.entry(for: script)]) }
  }

  @Test("What is missing is what comes after the last file that was applied", arguments: 0...3)
  func pending(applied: Int) throws {
    let history = history(of: Array(scripts.prefix(applied)))
    #expect(try history.pending(of: scripts) == Array(scripts.dropFirst(applied)))
  }

  @Test("A changed file is named")
  func changed() {
    let edited = [scripts[0], Script(name: "0002_b", text: "other"), scripts[2]]
    expect("migration 0002_b was edited", of: history(of: scripts), files: edited)
  }

  @Test("A missing file is named")
  func missing() {
    expect("migration 0002_b was applied and is missing", of: history(of: scripts), files: [scripts[0], scripts[2]])
  }

  @Test("A database that has had more than the program knows is newer")
  func newer() {
    expect("the database has had 0003_c", of: history(of: scripts), files: Array(scripts.prefix(2)))
  }

  @Test("A database of 0.1 is told from one whose files were edited")
  func beforeBaseline() throws {
    let chain = [Script(name: "0001_context", text: "a"), Script(name: "0002_audit", text: "b")]
    expect("this database was made before 0.2: export its hospitals", of: history(of: chain), files: scripts)
    expect("this database was made before 0.2", of: history(of: chain), files: try ScriptFolder.bundled().migrations)
  }

  @Test("A record whose hash was changed along with the file breaks the chain")
  func tampered() {
    let other = Script(name: "0001_a", text: "other")
    var entries = history(of: scripts).entries
    entries[0] = History.Entry(name: "0001_a", sha256: other.sha256, chain: entries[0].chain)
    expect("the record of migration 0001_a was changed", of: History(entries), files: [other, scripts[1], scripts[2]])
  }

  @Test("The chain depends on everything before it")
  func chain() {
    let one = history(of: scripts).entries.last
    let other = history(of: [Script(name: "0001_a", text: "x"), scripts[1], scripts[2]]).entries.last
    #expect(one?.sha256 == other?.sha256)
    #expect(one?.chain != other?.chain)
  }

  private func expect(_ text: String, of history: History, files: [Script]) {
    let error = #expect(throws: MigrationError.self) { try history.pending(of: files) }
    #expect(error?.description.hasPrefix(text) == true)
  }
}
