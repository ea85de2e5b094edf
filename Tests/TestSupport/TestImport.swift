import Discharges
public import FoundationEssentials
public import FrontPages
public import JSONRPC
import Logging
public import Operations
import Postgres
import SQL
import Server
import Vault

extension TestRegion {
  /// Uploads a file as the manager of a hospital's centre would, runs the job that reads it, and says how the import stands.
  public func importFile(
    _ bytes: [UInt8], as person: TestPerson = .manager, partBytes: Int = 1 << 20, accepting code: String? = nil
  ) async throws -> JSONValue {
    let importID = try await upload(bytes, as: person, partBytes: partBytes, accepting: code)
    _ = try await runJobs()
    return try await result("discharge.import.read", "{\"importId\":\"\(importID)\"}", as: person)
  }

  /// Uploads and commits a file; its job waits.
  public func upload(
    _ bytes: [UInt8], as person: TestPerson = .manager, partBytes: Int = 1 << 20, accepting code: String? = nil
  ) async throws -> String {
    let accepted = code.map { ",\"acceptInstitutionCode\":\"\($0)\"" } ?? ""
    let made = try await result("discharge.import.create", "{\"fileName\":\"test.csv\"\(accepted)}", as: person)
    let importID = made["importId"]?.string ?? ""
    for (number, start) in stride(from: 0, to: max(bytes.count, 1), by: partBytes).enumerated() {
      try await storePart(
        Array(bytes[start..<min(start + partBytes, bytes.count)]), number, of: UUID(importID), as: person)
    }
    let hash = Digest.sha256(bytes).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
    try await result("discharge.import.commit", "{\"importId\":\"\(importID)\",\"sha256\":\"\(hash)\"}", as: person)
    return importID
  }

  /// Stores a part of a file.
  public func storePart(
    _ bytes: [UInt8], _ number: Int, of importID: UUID, as person: TestPerson = .manager
  ) async throws {
    try await perform(
      StoreImportPart(importId: importID, partNumber: number, data: FileBytes(bytes)),
      as: person)
  }

  /// Runs all waiting jobs and works off the timers that are due.
  /// - Parameter handlers: what does the work of jobs instead of the service's own.
  /// - Returns: how many there were.
  @discardableResult
  public func runJobs(_ handlers: [any JobHandler]? = nil) async throws -> Int {
    var logger = Logger(label: "huifang.test-jobs")
    logger.logLevel = .critical
    let runner = JobRunner(dispatcher: dispatcher, handlers: handlers ?? Composition.jobHandlers(), logger: logger)
    var count = 0
    while try await runner.runNext() { count += 1 }
    let timers = TimerRunner(dispatcher: dispatcher, handlers: Composition.timerHandlers(), logger: logger)
    return try await count + timers.runDue()
  }

  /// Lets jobs that rest, after an interruption or because they wait for another, be taken up at once.
  public func endRests() async throws {
    _ = try await owner.pipelined(["update operations.job set not_before = null where status = 'queued'"])
  }

  /// Takes an import back and says how it stands then.
  @discardableResult
  public func undoImport(_ importID: String, as person: TestPerson = .manager) async throws -> JSONValue {
    try await result("discharge.import.undo", "{\"importId\":\"\(importID)\",\"reason\":\"选错了文件\"}", as: person)
    try await runJobs()
    return try await result("discharge.import.read", "{\"importId\":\"\(importID)\"}", as: person)
  }

  /// Imports discharges, a page each.
  @discardableResult
  public func importPages(
    _ pages: [FrontPage], as person: TestPerson = .manager, dialect: FrontPageDialect = .n041, partBytes: Int = 1 << 20,
    accepting code: String? = nil
  ) async throws -> JSONValue {
    let writer = FrontPageWriter(dialect: dialect)
    var bytes = writer.header()
    for page in pages { writer.append(page, to: &bytes) }
    return try await importFile(bytes, as: person, partBytes: partBytes, accepting: code)
  }
}

extension FrontPage {
  /// A plain discharge of somebody who can be called.
  public static func test(
    record: String = "T0001", stay: Int = 1, name: String = "张三丰", department: String = "心血管内科", daysAgo: Int = 20,
    stayDays: Int = 5, wayOfLeaving: WayOfLeaving = .home, phone: String? = "13800001234"
  ) -> FrontPage {
    let today = TestDay.today.daysSince1970
    func moment(_ days: Int, _ hour: Int) -> PlainDateTime {
      PlainDateTime(date: PlainDate(daysSince1970: today - days) ?? .sample, hour: hour)
    }
    var page = FrontPage(
      recordNumber: record, stayNumber: stay, name: name, admitted: moment(daysAgo + stayDays, 9),
      discharged: moment(daysAgo, 10), wayOfLeaving: wayOfLeaving)
    page.sex = .male
    page.department = department
    page.ward = "一病区"
    page.mainDiagnosis = Diagnosis(code: "I50.900", name: "心力衰竭")
    if let phone { page.phone = PhoneNumber(text: phone, usability: .usable) }
    page.attending = "陈莉"
    page.resident = "陈莉"
    page.nurse = "房丹"
    return page
  }
}

extension PlainDate {
  static var sample: PlainDate {
    guard let day = PlainDate(year: 2026, month: 10, day: 1) else { preconditionFailure("1 October 2026 exists") }
    return day
  }
}
