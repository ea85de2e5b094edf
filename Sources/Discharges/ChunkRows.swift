import FoundationEssentials
import FrontPages
import Operations
import SQL

/// The stays that the file has had so far: a repetition inside the file counts as unchanged, whatever it says.
struct SeenStays: Sendable {
  private var hashes: Set<Int> = []

  /// - Returns: whether the stay comes for the first time.
  mutating func insert(_ page: FrontPage) -> Bool {
    var hasher = Hasher()
    hasher.combine(page.recordNumber)
    hasher.combine(page.stayNumber)
    return hashes.insert(hasher.finalize()).inserted
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
  /// Behind the last row of the chunk.
  private(set) var nextRow: Int

  /// - Parameter first: rows before it belong to chunks that are committed already; they only count as seen.
  init(_ outcomes: [FrontPageOutcome], from first: Int, seen: inout SeenStays) {
    nextRow = first
    for outcome in outcomes {
      switch outcome {
      case .page(let page):
        let isFirst = seen.insert(page)
        guard page.rowNumber >= first else { continue }
        nextRow = page.rowNumber + 1
        if isFirst { candidates.append(page) } else { unchangedCount += 1 }
      case .rejected(let rejection):
        guard rejection.rowNumber >= first else { continue }
        nextRow = rejection.rowNumber + 1
        rejections.append(rejection)
      }
    }
  }

  /// How many rows the chunk has.
  var count: Int { new.count + changed.count + unchangedCount + rejections.count }

  /// Tells new, changed and unchanged stays apart by a keyed fingerprint, without opening anything.
  mutating func compareWithStored(_ transaction: borrowing JobTransaction) async throws {
    guard !candidates.isEmpty else { return }
    let sealer = transaction.sealer
    let rows = await Slices(of: candidates).map { pages in
      pages.map { ChunkRow(page: $0, fingerprint: sealer.fingerprint($0.canonicalBytes)) }
    }.flatMap(\.self)
    candidates = []
    let stored = try await transaction.rows(
      """
      select wanted.place, d.discharge_id, d.patient_id, d.fingerprint
        from unnest(\(rows.map(\.page.recordNumber)), \(rows.map { Int32($0.page.stayNumber) }))
          with ordinality as wanted (record_number, stay_number, place)
        join discharges.discharge d on d.tenant_id = \(transaction.tenant) and d.record_number = wanted.record_number
          and d.stay_number = wanted.stay_number
      """)
    var known: [Int: (discharge: UUID, patient: UUID, fingerprint: [UInt8])] = [:]
    for row in stored {
      let (place, discharge, patient, fingerprint) = try row.decode((Int, UUID, UUID, [UInt8]).self)
      known[place - 1] = (discharge, patient, fingerprint)
    }
    for (place, row) in rows.enumerated() {
      guard let match = known[place] else {
        new.append(row)
        continue
      }
      if match.fingerprint == row.fingerprint {
        unchangedCount += 1
      } else {
        changed.append(
          ChunkRow(page: row.page, fingerprint: row.fingerprint, dischargeID: match.discharge, patientID: match.patient)
        )
      }
    }
  }
}
