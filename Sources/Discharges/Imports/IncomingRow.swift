import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import Vault

/// A front page as a row of the temporary table, personal fields sealed.
struct IncomingRow {
  private let row: ChunkRow
  private let isNew: Bool
  private let sealer: Sealer

  init(_ row: ChunkRow, isNew: Bool, _ sealer: Sealer) {
    self.row = row
    self.isNew = isNew
    self.sealer = sealer
  }

  func append(to rows: inout CopyRows) {
    let page = row.page
    let name = page.name
    let identity = page.identityNumber
    let discharged = max(
      seconds(page.discharged), page.discharged.date == page.admitted.date ? seconds(page.admitted) : 0)
    rows.append(
      isNew, isNew ? UUID.version7() : row.dischargeID, row.patientID ?? UUID.version7(), page.recordNumber,
      Int32(page.stayNumber), seal(name, .patientName), sealer.blindIndex(name, .name) ?? [],
      Int16(page.sex.rawValue), page.birthDate.flatMap(CalendarDay.init),
      identity.map { seal($0.text, .patientIdentityNumber) },
      identity.flatMap { $0.state == .valid ? sealer.blindIndex($0.text, .identityNumber) : nil },
      page.address.map { seal($0, .patientAddress) }, page.department ?? "未注明科室", page.ward,
      LocalMoment(page.admitted.date, seconds: seconds(page.admitted)),
      LocalMoment(page.discharged.date, seconds: discharged), hoursKnown, Int16(page.wayOfLeaving.rawValue),
      page.mainDiagnosis?.code,
      page.mainDiagnosis?.name, Self.json(page.otherDiagnoses.map(StoredDiagnosis.init)),
      Self.json(page.operations.map(StoredOperation.init)), page.attending, page.resident, page.nurse, row.fingerprint)
  }

  private func seal(_ text: String, _ column: SealedColumn) -> [UInt8] {
    sealer.seal(text, column)
  }

  /// Hours count only when the file gives both: one alone would put a discharge before its admission.
  private var hoursKnown: Bool { row.page.admitted.hour != nil && row.page.discharged.hour != nil }

  /// Of two hours of one day only one may come with its minute: the discharge is not before the admission for that.
  private func seconds(_ moment: PlainDateTime) -> Int {
    hoursKnown ? (moment.hour ?? 0) * 3600 + (moment.minute ?? 0) * 60 + (moment.second ?? 0) : 0
  }

  private static func json(_ value: some Encodable) -> String {
    (try? JSONOutput.encode(value).text) ?? "[]"
  }
}

extension CalendarDay {
  /// The same day.
  init?(_ date: PlainDate) {
    self.init(daysSince1970: date.daysSince1970)
  }
}

private struct StoredDiagnosis: Encodable {
  let code: String
  let name: String?

  init(_ diagnosis: FrontPage.Diagnosis) {
    code = diagnosis.code ?? ""
    name = diagnosis.name
  }
}

private struct StoredOperation: Encodable {
  let code: String?
  let date: String?
  let name: String?

  init(_ operation: FrontPage.Operation) {
    code = operation.code
    date = operation.date.map { "\($0)" }
    name = operation.name
  }
}
