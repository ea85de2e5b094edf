import FoundationEssentials
import FrontPages
import Operations
import SQL

/// The stays that the file has had so far: a repetition inside the file counts as unchanged, whatever it says.
struct SeenStays: Sendable {
  private var hashes: Set<Int> = []

  /// Whether the stay has come already.
  func contains(_ page: FrontPage) -> Bool { hashes.contains(Self.hash(page)) }

  /// The stay has come.
  mutating func insert(_ page: FrontPage) { hashes.insert(Self.hash(page)) }

  private static func hash(_ page: FrontPage) -> Int {
    var hasher = Hasher()
    hasher.combine(page.recordNumber)
    hasher.combine(page.stayNumber)
    return hasher.finalize()
  }
}

/// A row of the file with what is known of its stay.
struct ChunkRow: Sendable {
  let page: FrontPage
  let fingerprint: [UInt8]
  var dischargeID = UUID()
  var patientID: UUID?
}

/// The rows of a chunk, sorted by what is to be done with them.
struct ChunkRows: Sendable {
  private var candidates: [FrontPage] = []
  private(set) var new: [ChunkRow] = []
  private(set) var changed: [ChunkRow] = []
  private(set) var unchangedCount = 0
  private(set) var rejections: [FrontPageRejection] = []
  /// What has been remarked on in the file so far, this chunk included.
  private(set) var remarks: FrontPageRemarks
  /// Behind the last row of the chunk.
  private(set) var nextRow: Int

  /// Rows before the file's next one belong to chunks that are committed already; they only count as seen.
  /// - Throws: ``ImportRefusal`` when the file's beginning is another hospital's.
  init(
    _ outcomes: [FrontPageOutcome], of file: ImportedFile, _ header: FrontPageHeader?, seen: inout SeenStays
  ) throws {
    nextRow = file.nextRow
    remarks = file.remarks
    if let header { remarks.take(header) }
    for outcome in outcomes {
      switch outcome {
      case .page(let page) where page.rowNumber < file.nextRow:
        if !file.rejectedRows.contains(page.rowNumber) { seen.insert(page) }
      case .page(let page):
        nextRow = page.rowNumber + 1
        if file.institution.isForeign(page.institutionCode) {
          let code = page.institutionCode ?? ""
          guard file.nextRow > 0 else { throw file.institution.refusal(of: code) }
          reject(page, .institutionCodeOther, .institutionCode, code)
        } else {
          candidates.append(page)
        }
      case .rejected(let rejection) where rejection.rowNumber >= file.nextRow:
        nextRow = rejection.rowNumber + 1
        rejections.append(rejection)
      case .rejected: break
      }
    }
  }

  /// How many rows the chunk has.
  var count: Int { new.count + changed.count + unchangedCount + rejections.count }

  /// Tells new, changed and unchanged stays apart by a keyed fingerprint, and rejects rows whose record number is another person's;
  /// nothing is opened for it.
  mutating func compareWithStored(_ seen: inout SeenStays, _ transaction: borrowing JobTransaction) async throws {
    guard !candidates.isEmpty else { return }
    let rows = try await compared(transaction)
    let open = rows.filter { !$0.isUnchanged }
    var people = try await KnownPeople.load(Set(open.map(\.row.page.recordNumber)), transaction)
    var first: [StayKey: FirstRow] = [:]
    for compared in rows {
      let page = compared.row.page
      let key = StayKey(recordNumber: page.recordNumber, stayNumber: page.stayNumber)
      let isRepeated = seen.contains(page)
      guard compared.isUnchanged || people.accepts(page) else {
        reject(page, .recordNumberOtherPerson, .recordNumber, page.recordNumber)
        continue
      }
      if let days = first[key]?.days ?? compared.storedDays, days.isAnotherStay(than: StayDays(page)) {
        reject(page, .stayNumberOtherStay, .stayNumber, "\(page.stayNumber)")
        continue
      }
      seen.insert(page)
      remarks.take(page)
      // What the first row of the stay said: in this chunk, or in an earlier one and so is stored.
      let isSame = first[key].map { $0.fingerprint == compared.row.fingerprint } ?? compared.isUnchanged
      if isRepeated, !isSame { remarks.take(.stayRepeated, .record, of: page) }
      if first[key] == nil { first[key] = FirstRow(fingerprint: compared.row.fingerprint, days: StayDays(page)) }
      if isRepeated || compared.isUnchanged {
        unchangedCount += 1
      } else if compared.isStored {
        changed.append(compared.row)
      } else {
        new.append(compared.row)
      }
    }
  }

  private mutating func compared(_ transaction: borrowing JobTransaction) async throws -> [ComparedRow] {
    let sealer = transaction.sealer
    var rows = await Slices(of: candidates).map { pages in
      pages.map { ComparedRow(row: ChunkRow(page: $0, fingerprint: sealer.fingerprint($0.canonicalBytes))) }
    }.flatMap(\.self)
    candidates = []
    let stored = try await transaction.rows(
      """
      select wanted.place, d.discharge_id, d.patient_id, d.fingerprint, d.admitted_at::date, d.discharged_on
        from unnest(\(rows.map(\.row.page.recordNumber)), \(rows.map { Int32($0.row.page.stayNumber) }))
          with ordinality as wanted (record_number, stay_number, place)
        cross join lateral (
          select * from discharges.discharge d
            where d.tenant_id = \(transaction.tenant) and d.record_number = wanted.record_number
              and d.stay_number = wanted.stay_number offset 0) as d
      """)
    for match in stored {
      let (place, discharge, patient, fingerprint, admitted, discharged) = try match.decode(
        (Int, UUID, UUID, [UInt8], CalendarDay, CalendarDay).self)
      rows[place - 1].isStored = true
      rows[place - 1].isUnchanged = fingerprint == rows[place - 1].row.fingerprint
      rows[place - 1].storedDays = StayDays(
        admitted: admitted.daysSince1970, discharged: discharged.daysSince1970)
      rows[place - 1].row.dischargeID = discharge
      rows[place - 1].row.patientID = patient
    }
    return rows
  }

  private mutating func reject(
    _ page: FrontPage, _ rule: RejectionRule, _ field: FrontPageField, _ value: String
  ) {
    rejections.append(
      FrontPageRejection(
        rowNumber: page.rowNumber, lineNumber: page.lineNumber, recordNumber: page.recordNumber,
        problems: [FrontPageProblem(field: field, column: nil, rule: rule, value: String(value.prefix(64)))]))
  }
}

private struct StayKey: Hashable {
  let recordNumber: String
  let stayNumber: Int
}

/// A row beside what is stored of its stay.
private struct ComparedRow: Sendable {
  var row: ChunkRow
  var isStored = false
  var isUnchanged = false
  var storedDays: StayDays?
}

/// What the first row of a stay in a chunk said.
private struct FirstRow {
  let fingerprint: [UInt8]
  let days: StayDays
}
