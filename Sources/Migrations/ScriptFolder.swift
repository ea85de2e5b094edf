import Foundation

/// What `sql/` holds: the roles, the migrations in their order, schemas and functions, and the checks.
struct ScriptFolder: Sendable {
  var roles: Script
  var history: Script
  var migrations: [Script]
  /// The schemas and the functions, in the order in which they are loaded.
  var definitions: [Definition]
  var checks: [Script]

  /// The files that came with the program, as they were when they were first asked for: a running service is compared with itself, not
  /// with what is being installed beside it.
  static func bundled() throws(MigrationError) -> ScriptFolder {
    try bundle.get()
  }

  private static let bundle = Result { () throws(MigrationError) in
    try ScriptFolder(path: Bundle.module.bundleURL.path)
  }

  /// Reads a folder laid out like `sql/`.
  init(path: String) throws(MigrationError) {
    roles = try Self.script(at: "\(path)/roles.sql")
    history = try Self.script(at: "\(path)/history.sql")
    migrations = try Self.scripts(in: "\(path)/migrations")
    definitions = try Self.definitions(in: path)
    checks = try Self.scripts(in: "\(path)/checks")
    try Self.expectConsecutive(migrations)
  }

  private static func definitions(in path: String) throws(MigrationError) -> [Definition] {
    var definitions = [Definition(try script(at: "\(path)/schemas.sql"))]
    for schema in try names(in: "\(path)/functions") {
      for function in try scripts(in: "\(path)/functions/\(schema)") {
        definitions.append(Definition(Script(name: "\(schema)/\(function.name)", text: function.text)))
      }
    }
    return try definitions.inLoadingOrder()
  }

  private static func scripts(in folder: String) throws(MigrationError) -> [Script] {
    var scripts: [Script] = []
    for name in try names(in: folder) where name.hasSuffix(".sql") {
      scripts.append(try script(at: "\(folder)/\(name)"))
    }
    return scripts
  }

  private static func names(in folder: String) throws(MigrationError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .unreadable(path: folder)
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func script(at path: String) throws(MigrationError) -> Script {
    guard let bytes = FileManager.default.contents(atPath: path), let text = String(validating: bytes, as: UTF8.self)
    else { throw .unreadable(path: path) }
    return Script(name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent, text: text)
  }

  /// Migrations are numbered 0001, 0002, … without a gap, so that two written at the same time are noticed.
  private static func expectConsecutive(_ migrations: [Script]) throws(MigrationError) {
    for (index, script) in migrations.enumerated() {
      let number = String(index + 1)
      let prefix = String(repeating: "0", count: max(0, 4 - number.count)) + number + "_"
      guard script.name.hasPrefix(prefix), script.name.count > prefix.count else {
        throw .misnumbered(name: script.name, expected: prefix)
      }
    }
  }
}
