import ArgumentParser
import FoundationEssentials
import Gateway
import JSONRPC
import Server

/// Prints what the service says about itself, without running it.
struct OpenRPC: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openrpc", abstract: "Print the API's document (OpenRPC 1.4.1), or the table of permissions.",
    discussion: """
      docs/openrpc.json and docs/permissions.md are made by it and compared in the tests:

      huifang openrpc --output docs/openrpc.json && huifang openrpc --permissions --output docs/permissions.md
      """)

  @Flag(help: "The table of methods, permissions, roles and audit events, in Markdown.")
  var permissions = false

  @Option(name: .shortAndLong, help: "The file to write.", completion: .file())
  var output: String?

  func run() throws {
    let text = permissions ? try PermissionTable.text() : try Self.document()
    guard let output else {
      Terminal.print(text)
      return
    }
    do {
      try "\(text)\n".write(toFile: output, atomically: true, encoding: .utf8)
    } catch {
      throw Problem("\(output) can't be written")
    }
  }

  /// The document as it is committed.
  static func document() throws -> String {
    try PrettyJSON.text(try JSON.bytes(try APIDocument.whole(try Composition.registry())))
  }
}
