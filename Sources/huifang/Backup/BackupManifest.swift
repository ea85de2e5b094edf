import FoundationEssentials
import JSONRPC
import Vault

/// What a backup holds, signed with the master key: whether the dump is whole, and whether a key file belongs to it.
struct BackupManifest: Codable, Sendable {
  /// The shape of the folder; another one is refused.
  static let format = 1

  /// The shape of the folder that the manifest lies in.
  let format: Int
  /// The moment that the backup shows.
  let madeAt: Date
  /// The server's version, such as 15.14.
  let postgres: String
  /// The migrations that the database had had, in order.
  let migrations: [String]
  /// Bytes of the dump.
  let dumpBytes: Int
  /// SHA-256 of the dump in hexadecimal.
  let dumpSHA256: String
  /// How many rows each table had at that moment.
  let tables: [Table]

  /// A table and its rows.
  struct Table: Codable, Sendable, Hashable {
    let name: String
    let rows: Int
  }

  /// All rows.
  var rows: Int { tables.reduce(0) { $0 + $1.rows } }
}

/// The files of a backup.
struct BackupFolder {
  let path: String

  /// The database, in pg_dump's custom format.
  var dump: String { "\(path)/database.dump" }
  /// What it holds.
  var manifest: String { "\(path)/manifest.json" }
  /// The manifest's signature.
  var signature: String { "\(path)/manifest.signature" }

  /// Writes the manifest with its signature.
  func write(_ manifest: BackupManifest, signedBy master: MasterKey) throws(Problem) {
    let bytes = try JSON.bytes(manifest)
    try PrivateFile.write(String(decoding: bytes, as: UTF8.self), to: self.manifest)
    try PrivateFile.write(Self.signer(master).sign(bytes, purpose: "manifest") + "\n", to: signature)
  }

  /// Reads the manifest.
  /// - Throws: a problem when the key isn't the one that signed it, when the manifest was changed, or when the dump is not what it says.
  func verified(by master: MasterKey) throws(Problem) -> BackupManifest {
    guard let text = PrivateFile.text(at: manifest), let token = PrivateFile.text(at: signature) else {
      throw Problem("\(path) is not a backup: manifest.json or manifest.signature is missing")
    }
    let bytes = Array(text.utf8)
    let line = token.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    guard ([master] + master.previous).contains(where: { Self.signer($0).verify(line, purpose: "manifest") == bytes })
    else {
      throw Problem("the master key is not the one of \(path), or its manifest was changed: name the right key file")
    }
    let read: BackupManifest
    do { read = try JSON.value(of: bytes).decode(BackupManifest.self) } catch {
      throw Problem("\(manifest) can't be read: it is of another version of this program")
    }
    guard read.format == BackupManifest.format else {
      throw Problem("\(path) has format \(read.format), this program reads \(BackupManifest.format)")
    }
    let file = try UploadedFile(path: dump)
    guard file.sha256 == read.dumpSHA256, file.size == read.dumpBytes else {
      throw Problem("\(dump) is not what its manifest says: it is cut off or was changed; take another backup")
    }
    return read
  }

  private static func signer(_ master: MasterKey) -> Signer {
    Signer(key: master.derive(purpose: "backup manifest"))
  }
}
