import JSONRPC
import Operations
import SQL

/// Whether something of the directory is in use. Nothing is ever deleted: what was done there stays readable.
enum DirectoryStatus: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case active, deactivated
}
