import FoundationEssentials
import FrontPages
import JSONRPC
public import Operations
import Postgres
import SQL
import Vault

/// Reads a committed file: first its encoding, then part after part, each part a step and a transaction. After a crash it goes on behind
/// the last committed part, so the counts always hold.
public struct ImportJob: JobHandler {
  /// As `operations.job` names it.
  public let kind = "dischargeImport"

  /// Reads files.
  public init() {}

  /// Reads the next part, behind the last committed one. However the job ends, the import says so; only an interruption leaves it under
  /// way, for whoever takes the job up.
  public func step(_ job: RunningJob) async throws -> JobStep {
    do {
      return try await read(job)
    } catch let error as FrontPageFileError {
      throw try await refuse(job, ImportRefusal(code: error.code, chinese: error.chinese, english: error.english))
    } catch let refusal as ImportRefusal {
      throw try await refuse(job, refusal)
    } catch let failure as Failure {
      let isCancelled = failure.code == .cancelled
      if isCancelled {
        try await end(job, "cancelled", nil, nil)
      } else {
        try await end(job, "failed", LocalizedText(failure), failure.violations.first?.rule ?? failure.code.rawValue)
      }
      throw failure
    } catch let error as DatabaseError where !error.isFinal {
      throw error
    } catch is CancellationError {
      throw CancellationError()
    } catch let postponed as JobPostponed {
      throw postponed
    } catch {
      try await end(job, "failed", LocalizedText(Failure(.internalError)), ErrorCode.internalError.rawValue)
      throw error
    }
  }

  /// The import is failed, with what has been read of it.
  public func giveUp(_ job: RunningJob) async throws {
    try await end(job, "failed", JobGivenUp.text(nil), JobGivenUp.code)
  }

  /// A file being read, as one step leaves it to the next.
  private struct Reading: Sendable {
    var file: ImportedFile
    var reader: FrontPageReader
    var seen = SeenStays()
  }

  private func read(_ job: RunningJob) async throws -> JobStep {
    guard var reading = try await reading(job) else { return .done }
    (reading.file.nextRow, reading.file.remarks) = try await chunk(job, reading.file, &reading.reader, &reading.seen)
    reading.file.nextPart += 1
    guard reading.file.nextPart <= reading.file.partCount else { return .done }
    job.memory.keep(reading)
    return .more
  }

  /// The reading under way, or one from the file's beginning.
  private func reading(_ job: RunningJob) async throws -> Reading? {
    if let kept = job.memory.take(Reading.self) { return kept }
    guard let file = try await ImportedFile.open(job) else { return nil }
    let rules = ReadingRules(today: PlainDate(job.calendar.today))
    return Reading(file: file, reader: FrontPageReader(encoding: file.encoding, rules: rules))
  }

  /// Reads one part and merges its rows; the last one, behind the last part, takes what the reader still holds.
  /// - Returns: the first row that is not taken yet, and what has been remarked on so far.
  private func chunk(
    _ job: RunningJob, _ file: ImportedFile, _ reader: inout FrontPageReader, _ seen: inout SeenStays
  ) async throws -> (Int, FrontPageRemarks) {
    let part = file.nextPart
    let isLast = part == file.partCount
    return try await job.chunk("discharge.import.chunk") { transaction in
      if try await transaction.isCancelRequested() { throw Failure(.cancelled) }
      // One chunk of a hospital at a time, and none while a policy is published: what one brings the other must see.
      try await transaction.rows(DischargeLock.statement(tenant: transaction.tenant))
      try await UndoUnderWay.letFinish(transaction)
      let outcomes =
        isLast ? try reader.finish() : try reader.push(try await file.part(part, transaction))
      var rows = try ChunkRows(outcomes, of: file, reader.header, seen: &seen)
      try await rows.compareWithStored(&seen, transaction)
      let merge = ChunkMerge(rows, file.importID, reader)
      let subjects = try await merge.run(transaction)
      try await file.advance(rows, header: reader.header, isLast: isLast, part: part, transaction)
      try await transaction.close(subjects: subjects, count: rows.count)
      return (rows.nextRow, rows.remarks)
    }
  }

  /// - Returns: what ends the job.
  private func refuse(_ job: RunningJob, _ refusal: ImportRefusal) async throws -> Failure {
    let words = LocalizedText(chinese: refusal.chinese, english: refusal.english)
    try await end(job, "failed", words, refusal.code)
    return Failure.rule("file", refusal.code, words)
  }

  /// Rows of committed chunks stay; the words say how far they go.
  private func end(_ job: RunningJob, _ status: String, _ problem: LocalizedText?, _ code: String?) async throws {
    try await job.chunk("discharge.import.end") { transaction in
      try await transaction.rows(
        """
        update discharges.import set status = \(status), problem_code = \(code),
            problem = \(problem?.chinese)::text || case when read_count > 0
              then '（前 ' || next_row - 1 || ' 行已处理并保留，其后未读）' else '' end,
            problem_english = \(problem?.english)::text || case when read_count > 0
              then ' (rows up to ' || next_row - 1 || ' have been taken and stay; those behind have not been read)' else '' end
          where tenant_id = \(transaction.tenant) and import_id = \(job.subjectID) and job_id = \(job.jobID)
            and status = 'committed'
        """)
      try await transaction.close(subjects: [], count: 0)
    }
  }
}

extension LocalizedText {
  /// What a failure says.
  init(_ failure: Failure) {
    func text(_ language: Language) -> String {
      failure.violations.first?.message(language) ?? failure.message(language)
    }
    self.init(chinese: text(.chinese), english: text(.english))
  }
}

extension PlainDate {
  /// The same day.
  init?(_ day: CalendarDay) {
    self.init(daysSince1970: day.daysSince1970)
  }
}
