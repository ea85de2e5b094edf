import JSONRPC
import Operations

/// Whether something of the directory is in use. Nothing is ever deleted: what was done there stays readable.
enum DirectoryStatus: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case active, deactivated
}
