import FoundationEssentials

/// What the archive holds: its last file.
struct ExportManifest: Codable, Sendable {
  /// What the layout is called.
  static let format = "huifang.hospital-export/1"

  let format: String
  let organizationCode: String
  let organizationName: String
  let exportId: UUID
  let approvedAt: Date
  let schemaVersion: String
  let files: [File]

  /// A file before the manifest.
  struct File: Codable, Sendable {
    let name: String
    let rows: Int
    let bytes: Int
    let sha256: String
  }
}
