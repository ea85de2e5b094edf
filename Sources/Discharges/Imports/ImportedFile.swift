import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import SQL
import Vault

/// A stored file and how far it has been read.
struct ImportedFile: Sendable {
  let importID: UUID
  let partCount: Int
  let encoding: FileEncoding
  /// The first row that no committed chunk holds.
  var nextRow: Int
  /// The codes that it may name.
  let institution: InstitutionCodes
  /// Rows of committed chunks that were not taken: their stays have not come yet.
  let rejectedRows: Set<Int>
  /// What has been remarked on in the rows of committed chunks.
  var remarks: FrontPageRemarks
  /// The part to be read next; reading begins anew after a crash, since the reader's state is not stored.
  var nextPart = 0

  /// Looks the file up, and tells its encoding when nobody has yet; nil when it isn't this job's to read any more: a process that ended before it
  /// could write down the job's end leaves the job to be taken up once more.
  static func open(_ job: RunningJob) async throws -> ImportedFile? {
    try await job.chunk("discharge.import.open") { transaction in
      let rows = try await transaction.rows(
        """
        select i.import_id, i.next_row, i.encoding, o.code, i.accepted_institution_code, i.remarks::text,
            (select count(*) from discharges.import_part p where p.tenant_id = i.tenant_id and p.import_id = i.import_id)
          from discharges.import i join directory.organization o on o.tenant_id = i.tenant_id
          where i.tenant_id = \(transaction.tenant) and i.import_id = \(job.subjectID) and i.job_id = \(job.jobID)
            and i.status = 'committed'
        """)
      guard let row = rows.first else {
        try await transaction.close(subjects: [], count: 0)
        return nil
      }
      let (id, nextRow, stored, code, accepted, remarks, parts) = try row.decode(
        (UUID, Int, String?, String, String?, String, Int).self)
      var encoding = stored.flatMap(FileEncoding.init)
      if encoding == nil {
        let told = try await detect(parts, id, transaction)
        try await transaction.rows(
          """
          update discharges.import set encoding = \(told.rawValue)
            where tenant_id = \(transaction.tenant) and import_id = \(id)
          """)
        encoding = told
      }
      let rejected = try await transaction.rows(
        "select row_number from discharges.import_rejection where tenant_id = \(transaction.tenant) and import_id = \(id)"
      )
      try await transaction.close(subjects: [], count: 0)
      return ImportedFile(
        importID: id, partCount: parts, encoding: encoding ?? .utf8, nextRow: nextRow,
        institution: InstitutionCodes(own: code, accepted: accepted),
        rejectedRows: Set(try rejected.decode(Int.self)),
        remarks: try FrontPageRemarks(stored: remarks))
    }
  }

  /// The bytes of a part.
  func part(_ number: Int, _ transaction: borrowing JobTransaction) async throws -> [UInt8] {
    try await Self.part(number, importID, transaction)
  }

  private static func detect(
    _ parts: Int, _ id: UUID, _ transaction: borrowing JobTransaction
  ) async throws -> FileEncoding {
    var detector = EncodingDetector()
    for number in 0..<parts where !detector.isDecided {
      detector.push(try await part(number, id, transaction))
    }
    return detector.encoding
  }

  private static func part(_ number: Int, _ id: UUID, _ transaction: borrowing JobTransaction) async throws -> [UInt8] {
    let rows = try await transaction.rows(
      """
      select sealed from discharges.import_part
        where tenant_id = \(transaction.tenant) and import_id = \(id) and part_number = \(number)
      """)
    guard let sealed = try rows.firstRow([UInt8].self) else { throw Failure(.notFound) }
    return try transaction.openPart(SealedBytes(bytes: sealed), .importPart, row: id, part: number)
  }

  /// Adds a chunk's counts; with the last part the import is finished.
  func advance(
    _ rows: ChunkRows, header: FrontPageHeader?, isLast: Bool, part: Int, _ transaction: borrowing JobTransaction
  ) async throws {
    let counts = try await transaction.rows(
      """
      update discharges.import set next_row = greatest(next_row, \(rows.nextRow)), read_count = read_count + \(rows.count),
          new_count = new_count + \(rows.new.count), updated_count = updated_count + \(rows.changed.count),
          unchanged_count = unchanged_count + \(rows.unchangedCount),
          rejected_count = rejected_count + \(rows.rejections.count), dialect = \(header?.dialect.rawValue),
          unknown_columns = \(header?.unknownColumns ?? []), remarks = \(try rows.remarks.stored())::jsonb, columns = \(header?.columns ?? []),
          status = \(isLast ? "finished" : "committed")
        where tenant_id = \(transaction.tenant) and import_id = \(importID)
        returning read_count, new_count, updated_count, unchanged_count, rejected_count
      """)
    // A part whose rows are all committed already brings the job no further: it is read again after a crash.
    guard isLast || rows.count > 0 else { return }
    let (read, new, updated, unchanged, rejected) = try counts.single((Int, Int, Int, Int, Int).self)
    try await transaction.progress(
      done: min(part + 1, partCount), total: partCount,
      message: isLast
        ? "共读取 \(read) 行：新增 \(new)，更新 \(updated)，未变 \(unchanged)，拒收 \(rejected)" : "已读取 \(read) 行")
  }
}
