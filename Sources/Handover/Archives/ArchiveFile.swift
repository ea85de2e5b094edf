import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// A file of an archive that is being written, as the database knows it at the beginning of a chunk. Whatever a chunk adds becomes
/// visible with its commit: a job that is taken up again goes on behind it.
struct ArchiveFile {
  let exportID: UUID
  let number: Int
  let name: String
  let cipher: ArchiveCipher
  /// Of the archive: plain bytes and parts so far.
  private var archiveBytes: Int
  private var archiveParts: Int
  private var firstPart: Int
  private var startsAt: Int
  private(set) var bytes: Int
  private(set) var rows: Int
  private(set) var position: [String]?
  private(set) var isFinished: Bool

  /// How large the parts are at most: what one call of the download hands over.
  private static let partBytes = 1 << 20

  /// Locks the archive and reads how far the file is; a file that isn't there yet begins with a place for its header.
  /// - Throws: `CANCELLED` when the archive isn't to be written any more.
  init(
    _ number: Int, _ name: String, of exportID: UUID, _ cipher: ArchiveCipher, _ transaction: borrowing JobTransaction
  ) async throws {
    let tenant = transaction.tenant
    let archives = try await transaction.rows(
      """
      select byte_count, part_count from handover.export
        where tenant_id = \(tenant) and export_id = \(exportID) and status = 'approved' for update
      """)
    guard let (byteCount, partCount) = try archives.firstRow((Int, Int).self) else { throw Failure(.cancelled) }
    (self.exportID, self.number, self.name, self.cipher) = (exportID, number, name, cipher)
    let files = try await transaction.rows(
      """
      select first_part, starts_at, byte_count, row_count, position, finished from handover.export_file
        where tenant_id = \(tenant) and export_id = \(exportID) and file_number = \(Int32(number))
      """)
    (archiveBytes, archiveParts) = (byteCount, partCount)
    if let row = files.first {
      (firstPart, startsAt, bytes, rows, position, isFinished) = try row.decode(
        (Int, Int, Int, Int, [String]?, Bool).self)
      return
    }
    (firstPart, startsAt, bytes, rows, position, isFinished) = (partCount, byteCount, 0, 0, nil, false)
    archiveBytes += TarHeader.blockSize
    archiveParts += 1
    try await transaction.rows(
      """
      insert into handover.export_file (tenant_id, export_id, file_number, name, first_part, starts_at)
      values (\(tenant), \(exportID), \(Int32(number)), \(name), \(Int32(firstPart)), \(startsAt))
      """)
  }

  /// Adds content, and with the last of it the padding and the header.
  mutating func append(
    _ content: [UInt8], rows added: Int, position: [String]?, isLast: Bool, modified: Int,
    _ transaction: borrowing JobTransaction
  ) async throws {
    bytes += content.count
    rows += added
    self.position = position
    isFinished = isLast
    try await appendParts(content + (isLast ? TarHeader.padding(after: bytes) : []), transaction)
    if isLast {
      let header = TarHeader.bytes(name: name, size: bytes, modified: modified)
      try await insert(cipher.transform(header, at: startsAt), part: firstPart, transaction)
    }
    try await transaction.rows(
      """
      update handover.export_file set byte_count = \(bytes), row_count = \(rows), position = \(position), finished = \(isLast)
        where tenant_id = \(transaction.tenant) and export_id = \(exportID) and file_number = \(Int32(number))
      """)
    try await transaction.rows(
      """
      update handover.export set byte_count = \(archiveBytes), part_count = \(Int32(archiveParts)), row_count = row_count + \(added)
        where tenant_id = \(transaction.tenant) and export_id = \(exportID)
      """)
  }

  /// The SHA-256 of the content, from the parts as they lie there, one after the other.
  func hash(_ transaction: borrowing JobTransaction) async throws -> [UInt8] {
    var digest = RunningDigest()
    var part = firstPart + 1
    var done = 0
    while done < bytes {
      let rows = try await transaction.rows(
        """
        select encrypted from handover.export_part
          where tenant_id = \(transaction.tenant) and export_id = \(exportID) and part_number = \(Int32(part))
        """)
      let encrypted = try rows.single([UInt8].self)
      let plain = cipher.transform(encrypted, at: startsAt + TarHeader.blockSize + done)
      digest.update(Array(plain.prefix(bytes - done)))
      done += plain.count
      part += 1
    }
    return digest.finish()
  }

  private mutating func appendParts(_ content: [UInt8], _ transaction: borrowing JobTransaction) async throws {
    for start in stride(from: 0, to: content.count, by: Self.partBytes) {
      let part = Array(content[start..<min(start + Self.partBytes, content.count)])
      try await insert(cipher.transform(part, at: archiveBytes), part: archiveParts, transaction)
      archiveBytes += part.count
      archiveParts += 1
    }
  }

  private func insert(_ encrypted: [UInt8], part: Int, _ transaction: borrowing JobTransaction) async throws {
    try await transaction.rows(
      """
      insert into handover.export_part (tenant_id, export_id, part_number, encrypted)
      values (\(transaction.tenant), \(exportID), \(Int32(part)), \(encrypted))
      """)
  }
}
