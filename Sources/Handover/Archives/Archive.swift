import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An archive under way.
struct Archive: Sendable {
  let exportID: UUID
  let tables: [ExportTable]
  private let cipher: ArchiveCipher
  private let approvedAt: Date
  private let organization: (code: String, name: String)
  private let schemaVersion: String

  /// Opens the passphrase and reads which tables there are. The first time the prefix is laid down, the archive's part 0.
  static func open(_ job: RunningJob, _ data: FeatureData) async throws -> Archive {
    try await job.chunk("hospital.export.open") { transaction in
      let tenant = transaction.tenant
      let rows = try await transaction.rows(
        """
        select x.passphrase, x.archive_salt, x.approved_at, x.part_count, o.code, o.name,
            (select name from migrations.applied order by position desc limit 1)
          from handover.export x join directory.organization o on o.tenant_id = x.tenant_id
          where x.tenant_id = \(tenant) and x.export_id = \(job.subjectID) and x.status = 'approved'
        """)
      guard let row = rows.first else { throw Failure(.cancelled) }
      let (sealed, salt, approvedAt, parts, code, name, version) = try row.decode(
        ([UInt8], [UInt8], Date, Int, String, String, String).self)
      let passphrase = try transaction.openSecret(SealedText(bytes: sealed), .exportPassphrase)
      let cipher = ArchiveCipher(passphrase: passphrase, salt: salt)
      if parts == 0 {
        try await transaction.rows(
          """
          insert into handover.export_part (tenant_id, export_id, part_number, encrypted)
          values (\(tenant), \(job.subjectID), 0, \(cipher.prefix))
          """)
        try await transaction.rows(
          "update handover.export set part_count = 1 where tenant_id = \(tenant) and export_id = \(job.subjectID)")
      }
      let tables = try await ExportCatalogue(data: data).tables(transaction)
      try await transaction.close(subjects: [], count: 0)
      return Archive(
        exportID: job.subjectID, tables: tables, cipher: cipher, approvedAt: approvedAt, organization: (code, name),
        schemaVersion: version)
    }
  }

  /// The tables' files, the trail, what the columns mean, and the manifest.
  var fileCount: Int { tables.count + 3 }

  /// Writes a page of a file in a transaction, from where the last committed one ended; behind the last page its hash.
  /// - Returns: whether the file is finished.
  func write(_ number: Int, _ name: String, _ source: some ArchiveSource, _ job: RunningJob) async throws -> Bool {
    try await job.chunk("hospital.export.chunk") { transaction in
      if try await transaction.isCancelRequested() { throw Failure(.cancelled) }
      var file = try await ArchiveFile(number, name, of: exportID, cipher, transaction)
      var subjects: Set<UUID> = []
      var added = 0
      if !file.isFinished {
        let page = try await source.page(after: file.position, isFirst: file.bytes == 0, transaction)
        (subjects, added) = (page.subjects, page.rows)
        try await file.append(
          page.content, rows: page.rows, position: page.position ?? file.position, isLast: page.isLast,
          modified: Int(approvedAt.timeIntervalSince1970), transaction)
        try await transaction.progress(done: number, total: fileCount, message: "\(name) \(file.rows)")
      }
      if file.isFinished {
        let hash = try await file.hash(transaction)
        try await transaction.rows(
          """
          update handover.export_file set sha256 = \(hash)
            where tenant_id = \(transaction.tenant) and export_id = \(exportID) and file_number = \(Int32(number))
          """)
      }
      try await transaction.close(subjects: Array(subjects), count: added)
      return file.isFinished
    }
  }

  /// What the columns mean, as the database says it.
  var columnList: [UInt8] {
    var bytes = CSV.byteOrderMark + CSV.line(["file", "column", "type", "sealed", "meaning"])
    for table in tables {
      for column in table.columns {
        bytes += CSV.line([
          table.fileName, column.name, column.type, column.sealed == nil ? "" : "opened", column.meaning,
        ])
      }
    }
    return bytes
  }

  /// Counts and hashes of the files so far.
  func manifest(_ job: RunningJob) async throws -> [UInt8] {
    let files = try await job.chunk("hospital.export.manifest") { transaction in
      let rows = try await transaction.rows(
        """
        select name, row_count, byte_count, sha256 from handover.export_file
          where tenant_id = \(transaction.tenant) and export_id = \(exportID) and name <> 'manifest.json' order by file_number
        """)
      let files = try rows.map { row in
        let (name, rows, bytes, hash) = try row.decode((String, Int, Int, [UInt8]).self)
        return ExportManifest.File(name: name, rows: rows, bytes: bytes, sha256: Hexadecimal.text(hash))
      }
      try await transaction.close(subjects: [], count: files.count)
      return files
    }
    return try JSONOutput.encode(
      ExportManifest(
        format: ExportManifest.format, organizationCode: organization.code, organizationName: organization.name,
        exportId: exportID, approvedAt: approvedAt, schemaVersion: schemaVersion, files: files)
    ).bytes
  }

  /// Lays down the end, hashes the whole as it lies there, and forgets the passphrase.
  func finish(_ job: RunningJob) async throws {
    try await job.chunk("hospital.export.finish") { transaction in
      let tenant = transaction.tenant
      let rows = try await transaction.rows(
        """
        select byte_count, part_count from handover.export
          where tenant_id = \(tenant) and export_id = \(exportID) and status = 'approved' for update
        """)
      guard let (bytes, parts) = try rows.firstRow((Int, Int).self) else { throw Failure(.cancelled) }
      try await transaction.rows(
        """
        insert into handover.export_part (tenant_id, export_id, part_number, encrypted)
        values (\(tenant), \(exportID), \(Int32(parts)), \(cipher.transform(TarHeader.end, at: bytes)))
        """)
      var digest = RunningDigest()
      for part in 0...parts {
        let rows = try await transaction.rows(
          """
          select encrypted from handover.export_part
            where tenant_id = \(tenant) and export_id = \(exportID) and part_number = \(Int32(part))
          """)
        digest.update(try rows.single([UInt8].self))
      }
      try await transaction.rows(
        """
        update handover.export set status = 'ready', sha256 = \(digest.finish()), passphrase = null,
            byte_count = \(bytes + TarHeader.end.count), part_count = \(Int32(parts + 1)), expires_at = now() + interval '7 days'
          where tenant_id = \(tenant) and export_id = \(exportID)
        """)
      try await transaction.progress(done: fileCount, total: fileCount, message: "")
      try await transaction.close(subjects: [], count: parts + 1)
    }
  }
}
