import Vault

/// What a database has had, as it recorded it itself.
struct History: Sendable {
  /// One applied file.
  struct Entry: Sendable, Hashable {
    let name: String
    let sha256: [UInt8]
    let chain: [UInt8]
  }

  /// The first migration of release 0.1.
  static let firstBeforeBaseline = "0001_context"

  private(set) var entries: [Entry]

  init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  /// The entry for a file that is applied next. Its chain hashes everything before it too, so that one value stands for
  /// the whole order and two databases can be compared by it.
  func entry(for script: Script) -> Entry {
    let predecessor = entries.last?.chain ?? [UInt8](repeating: 0, count: 32)
    let chain = Digest.sha256(predecessor + script.sha256 + Array(script.name.utf8))
    return Entry(name: script.name, sha256: script.sha256, chain: chain)
  }

  /// The files that are missing in the database. Throws, naming the first file, when what was applied is not how the
  /// files begin.
  func pending(of scripts: [Script]) throws(MigrationError) -> [Script] {
    if entries.first?.name == Self.firstBeforeBaseline, scripts.first?.name != Self.firstBeforeBaseline {
      throw .madeBeforeBaseline
    }
    var replayed = History()
    for (index, entry) in entries.enumerated() {
      guard index < scripts.count else { throw .databaseIsNewer(name: entry.name) }
      let script = scripts[index]
      guard script.name == entry.name else { throw .missing(name: entry.name) }
      guard script.sha256 == entry.sha256 else { throw .changed(name: entry.name) }
      guard replayed.entry(for: script) == entry else { throw .historyTampered(name: entry.name) }
      replayed.entries.append(entry)
    }
    return Array(scripts.dropFirst(entries.count))
  }
}
