import JSONRPC
import Operations

/// What a bulk load did, or would do.
struct BulkOutcome: Codable, Sendable, Described {
  let created: Int
  let updated: Int
  let unchanged: Int
  let dryRun: Bool

  static let descriptions = [
    "created": "How many were not there before", "updated": "How many were changed or confirmed",
    "unchanged": "How many were there just so", "dryRun": "True when nothing was written",
  ]
}
