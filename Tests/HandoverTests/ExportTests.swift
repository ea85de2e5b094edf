import Foundation
import FrontPages
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import Server
import Synchronization
import TestSupport
import Testing
import Vault

@testable import FollowUp
@testable import Handover

@Suite("The archive of a hospital")
struct ExportTests {
  private static let leader = TestPerson.of(.general, .leader)
  private static let officer = TestPerson.of(.general, .securityOfficer)

  /// Two hospitals with patients of different names; the general one's archive asked for.
  private func requested(_ body: (TestRegion, _ exportID: UUID, _ passphrase: String) async throws -> Void)
    async throws
  {
    try await TestRegion.run { region in
      try await region.importPages((0..<25).map { .test(record: "E\($0)", name: "张三\($0)", daysAgo: 20) })
      try await region.importPages([.test(record: "M1", name: "李四光")], as: .of(.maternity, .centreManager))
      let next = try await region.perform(NextTask(), as: .nurse)
      let task = try #require(next.task?.task.taskId)
      try await region.perform(
        RecordAttempt(
          taskId: task, disposition: .reached, respondent: .patient,
          record: RecordContent(condition: .improving, medication: .asPrescribed, guidance: "低盐饮食,\"按时\"复查")),
        as: .nurse)
      let made = try await region.perform(CreateExport(reason: "合同到期"), as: Self.leader)
      try await body(region, made.exportId, made.passphrase)
    }
  }

  private func runJobs(_ region: TestRegion, _ handler: any JobHandler) async throws -> Int {
    var logger = Logger(label: "huifang.test-jobs")
    logger.logLevel = .critical
    let runner = JobRunner(dispatcher: region.dispatcher, handlers: [handler], logger: logger)
    var count = 0
    while try await runner.runNext() { count += 1 }
    return count
  }

  private func approve(_ id: UUID, _ region: TestRegion) async throws {
    try await region.perform(ApproveExport(exportId: id), as: Self.officer)
  }

  /// Fetches the archive as the download beside the API does, and has openssl and tar open it.
  private func opened(
    _ id: UUID, _ passphrase: String, _ region: TestRegion, _ body: (URL) throws -> Void
  ) async throws {
    let prepared = try await region.perform(PrepareDownload(exportId: id), as: Self.leader)
    let token = prepared.path.split(separator: "/").last.map(String.init) ?? ""
    let begin = BeginDownload(exportId: id, token: token)
    let begun = try await region.perform(begin, as: Self.leader)
    #expect(try await region.failure(of: begin, as: Self.leader)?.code == .notFound)
    var bytes = Data()
    for part in 0..<begun.parts {
      bytes += try await region.perform(ReadExportPart(exportId: id, partNumber: part), as: Self.leader).data
        .bytes
    }
    #expect(bytes.count == begun.bytes && bytes.count == prepared.bytes)
    #expect(Hexadecimal.text(Digest.sha256(Array(bytes))) == prepared.sha256)
    let folder = FileManager.default.temporaryDirectory.appending(path: "huifang-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try bytes.write(to: folder.appending(path: "archive.tar.enc"))
    try run(
      "openssl", "enc", "-d", "-aes-256-ctr", "-pbkdf2", "-iter", "600000", "-pass", "pass:\(passphrase)", "-in",
      "archive.tar.enc", "-out", "archive.tar", in: folder)
    try run("tar", "-xf", "archive.tar", in: folder)
    try body(folder)
  }

  private func run(_ command: String..., in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(command.joined(separator: " "))")
  }

  private func text(_ name: String, _ folder: URL) throws -> String {
    let data = try Data(contentsOf: folder.appending(path: name))
    #expect(data.starts(with: CSV.byteOrderMark))
    return String(decoding: data.dropFirst(3), as: UTF8.self)
  }

  @Test("The passphrase is in no stored answer: the same request again is told that it was made")
  func passphraseShownOnce() async throws {
    try await TestRegion.run { region in
      try await region.perform(CreateExport(reason: "合同到期"), as: Self.leader, key: "ask-for-it-once")
      let again = try await region.failure(of: CreateExport(reason: "合同到期"), as: Self.leader, key: "ask-for-it-once")
      #expect(again?.violations.first?.rule == "shownOnce")
    }
  }

  @Test(
    "openssl and tar open it; it holds every row of the hospital in plain text, none of another's, and its hashes are right"
  )
  func whole() async throws {
    try await requested { region, id, passphrase in
      try await approve(id, region)
      #expect(try await runJobs(region, ExportJob(Composition.data, rowsAtMost: 7)) == 1)
      try await opened(id, passphrase, region) { folder in
        let manifest = try JSONDocument(
          scanning: Array(Data(contentsOf: folder.appending(path: "manifest.json")))
        ).root.decode(ExportManifest.self)
        #expect(manifest.organizationCode == "49557184-0")
        for file in manifest.files {
          let content = Array(try Data(contentsOf: folder.appending(path: file.name)))
          #expect(content.count == file.bytes, "\(file.name)")
          #expect(Hexadecimal.text(Digest.sha256(content)) == file.sha256, "\(file.name)")
        }
        let rows = Dictionary(uniqueKeysWithValues: manifest.files.map { ($0.name, $0.rows) })
        #expect(rows["discharges/patient.csv"] == 25 && rows["discharges/discharge.csv"] == 25)
        #expect(rows["followup/task.csv"] == 75 && rows["followup/record.csv"] == 1)
        #expect(rows["audit/event.csv"] ?? 0 > 20)
        let patients = try text("discharges/patient.csv", folder)
        #expect(patients.split(separator: "\r\n").count == 26)
        #expect(patients.contains("张三7,") && !patients.contains("李四光") && !patients.contains("name_index"))
        #expect(try text("discharges/contact.csv", folder).contains("13800001234"))
        #expect(try text("followup/record.csv", folder).contains("\"低盐饮食,\"\"按时\"\"复查\""))
        #expect(try !text("identity/account.csv", folder).contains("scrypt"))
        #expect(try text("columns.csv", folder).contains("discharges/patient.csv,record_number,text,,病案号"))
      }
    }
  }

  @Test(
    "The events of the chunks name everybody whose data was opened, and the passphrase is forgotten with the last of them"
  )
  func recorded() async throws {
    try await requested { region, id, _ in
      try await approve(id, region)
      _ = try await runJobs(region, ExportJob(Composition.data, rowsAtMost: 7))
      let rows = try await region.owner.pipelined([
        """
        select count(distinct s.subject_id) from audit.event_subject s
          join audit.event e on e.tenant_id = s.tenant_id and e.event_id = s.event_id and e.method = 'hospital.export.chunk'
          join discharges.patient p on p.subject_id = s.subject_id
        """,
        "select count(*) from handover.export where passphrase is null and status = 'ready' and export_id = \(id)",
      ])
      #expect(try rows[0].single(Int.self) == 25)
      #expect(try rows[1].single(Int.self) == 1)
    }
  }

  /// Writes the first files and then goes away, as a process that is killed does.
  private struct Interrupted: JobHandler {
    let kind = "hospitalExport"
    func step(_ job: RunningJob) async throws -> JobStep {
      let archive = try await Archive.open(job, Composition.data)
      for (number, table) in archive.tables.prefix(6).enumerated() {
        while try await !archive.write(number, table.fileName, TablePages(table: table, limit: 5), job) {}
      }
      throw CancellationError()
    }
  }

  @Test("A job that was interrupted goes on behind its last chunk, and the archive is whole")
  func resumed() async throws {
    try await requested { region, id, passphrase in
      try await approve(id, region)
      #expect(try await runJobs(region, Interrupted()) == 1)
      _ = try await region.owner.pipelined([
        "update operations.job set lease_until = now() - interval '1 second' where status = 'running'"
      ])
      #expect(try await runJobs(region, ExportJob(Composition.data, rowsAtMost: 7)) == 1)
      try await opened(id, passphrase, region) { folder throws in
        #expect(try text("discharges/patient.csv", folder).split(separator: "\r\n").count == 26)
        #expect(try text("followup/task.csv", folder).split(separator: "\r\n").count == 76)
      }
    }
  }

  /// What is left of the passphrase once maintenance has come by.
  private func forgotten(_ region: TestRegion) async throws -> (status: String, isGone: Bool) {
    for statement in Handover.maintenance {
      _ = try await region.database.pipelined([statement], on: .work, writes: true)
    }
    let rows = try await region.owner.pipelined(["select status, passphrase is null from handover.export"])
    return try rows[0].single((String, Bool).self)
  }

  @Test("A request that nobody approves within a week is over, and its passphrase gone")
  func neverApproved() async throws {
    try await requested { region, id, _ in
      #expect(try await forgotten(region) == ("requested", false))
      _ = try await region.owner.pipelined([
        "update handover.export set created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days'"
      ])
      let late = try await region.failure(of: ApproveExport(exportId: id), as: Self.officer)
      #expect(late?.violations.first?.rule == "expired")
      #expect(try await forgotten(region) == ("discarded", true))
      try await region.perform(CreateExport(reason: "合同到期"), as: Self.leader)
    }
  }

  @Test("So is one that was asked for before there was a date, and one that is never finished")
  func neverFinished() async throws {
    try await requested { region, id, _ in
      _ = try await region.owner.pipelined([
        "update handover.export set created_at = created_at - interval '8 days', expires_at = null"
      ])
      #expect(try await forgotten(region) == ("discarded", true))
    }
    try await requested { region, id, _ in
      try await approve(id, region)
      #expect(try await runJobs(region, Interrupted()) == 1)
      #expect(try await forgotten(region) == ("approved", false))
      _ = try await region.owner.pipelined(["update handover.export set expires_at = now()"])
      #expect(try await forgotten(region) == ("discarded", true))
      let parts = try await region.owner.pipelined(["select count(*) from handover.export_part"])
      #expect(try parts[0].single(Int.self) == 0)
    }
  }

  @Test("Whose password or code somebody else has set within 30 days neither asks for it nor approves it")
  func latelyReset() async throws {
    try await requested { region, id, _ in
      _ = try await region.owner.pipelined([
        """
        insert into identity.notice (tenant_id, account_id, event_id, what, by_role, by_name, for_administrators, at)
          select tenant_id, account_id, gen_random_uuid(), 'passwordReset', 'platformAdministrator', '周建国', true,
              now() - interval '29 days'
            from identity.account where account_id = \(try await region.account(of: Self.officer))
        """
      ])
      let refused = try await region.failure(of: ApproveExport(exportId: id), as: Self.officer)
      #expect(refused?.violations.first?.rule == "latelyReset")
      _ = try await region.owner.pipelined(["update identity.notice set at = at - interval '2 days'"])
      try await approve(id, region)
    }
  }

  @Test("It takes two people: a leader asks, the security officer approves, and nobody else does either")
  func twoPeople() async throws {
    try await requested { region, id, _ in
      #expect(try await region.failure(of: ApproveExport(exportId: id), as: Self.leader)?.code == .forbidden)
      #expect(
        try await region.failure(of: CreateExport(reason: "合同到期"), as: .manager)?.code == .forbidden)
      #expect(
        try await region.failure(of: CreateExport(reason: "合同到期"), as: Self.officer)?.code
          == .forbidden)
      #expect(
        try await region.failure(of: ApproveExport(exportId: id), as: .of(.maternity, .securityOfficer))?.code
          == .notFound)
      let list = try await region.perform(ListExports(), as: Self.officer)
      #expect(list.items.first?.reason == "合同到期")
      #expect(
        try await region.failure(of: CreateExport(reason: "再来一份"), as: Self.leader)?.code
          == .alreadyExists)
      #expect(try await region.failure(of: PrepareDownload(exportId: id), as: Self.leader)?.code == .invalidState)
      try await approve(id, region)
      #expect(try await region.failure(of: ApproveExport(exportId: id), as: Self.officer)?.code == .invalidState)
    }
  }

  @Test("A discarded archive leaves no byte; one that is a week old is discarded by itself")
  func discarded() async throws {
    try await requested { region, id, _ in
      try await approve(id, region)
      _ = try await runJobs(region, ExportJob(Composition.data))
      let maintenance = Maintenance(
        dispatcher: region.dispatcher, logger: Logger(label: "test"), further: Handover.maintenance)
      try await maintenance.runOnce()
      let count: SQL = """
        select count(*), (select status from handover.export order by created_at limit 1) from handover.export_part
        """
      #expect(try await region.owner.pipelined([count])[0].single((Int, String).self).1 == "ready")
      _ = try await region.owner.pipelined(["update handover.export set expires_at = now() - interval '1 second'"])
      try await maintenance.runOnce()
      #expect(try await region.owner.pipelined([count])[0].single((Int, String).self) == (0, "discarded"))
      let again = try await region.perform(CreateExport(reason: "再来一份"), as: Self.leader)
      try await approve(again.exportId, region)
      try await region.perform(DiscardExport(exportId: again.exportId), as: Self.leader)
      _ = try await runJobs(region, ExportJob(Composition.data))
      #expect(try await region.owner.pipelined([count])[0].single((Int, String).self).0 == 0)
    }
  }

  @Test("Every table of a tenant is in the archive or stands here with the reason why not")
  func complete() async throws {
    let withheld = [
      "identity.session": "lets people in", "identity.recovery_code": "lets people in",
      "identity.integration_secret": "lets systems in", "identity.sign_in": "forgotten after seven months",
      "identity.tenant_key": "lets the service in",
      "audit.detail": "reasons that people stated, sealed", "audit.event": "goes as audit/event.csv",
      "audit.event_subject": "stands in the events", "audit.open": "requests under way",
      "discharges.import_part": "files that the hospital sent itself", "handover.export": "exports themselves",
      "handover.export_file": "exports themselves", "handover.export_part": "exports themselves",
      "handover.removal": "the platform's", "handover.removal_request": "the platform's",
      "operations.idempotency": "answers kept for a week",
      "operations.job": "long work", "operations.job_cancellation": "long work", "operations.timer": "long work",
      "operations.turn": "the platform's: how long jobs have had their turn",
    ]
    try await requested { region, id, _ in
      // A rejected row's cells are sealed for their place, and stay out.
      try await region.importPages([.test(record: "")])
      try await approve(id, region)
      _ = try await runJobs(region, ExportJob(Composition.data))
      let rows = try await region.owner.pipelined([
        """
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
          where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_'
        """,
        "select replace(replace(name, '/', '.'), '.csv', '') from handover.export_file",
      ])
      let tables = Set(try rows[0].map { try $0.column(0, as: String.self) })
      let exported = Set(try rows[1].map { try $0.column(0, as: String.self) })
      #expect(tables.subtracting(exported).subtracting(withheld.keys).isEmpty)
    }
  }
}

@Suite("docs/export.md")
struct ExportDocumentTests {
  private let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/export.md")

  /// Reads the catalogue as a job does and leaves the list behind.
  private final class Listing: JobHandler {
    let kind = "hospitalExport"
    private let found = Mutex<[ExportTable]>([])
    var tables: [ExportTable] { found.withLock { $0 } }

    func step(_ job: RunningJob) async throws -> JobStep {
      let tables = try await Archive.open(job, Composition.data).tables
      found.withLock { $0 = tables }
      return .done
    }
  }

  @Test("It lists the columns that there are; HUIFANG_RECORD=1 swift test --filter ExportDocumentTests writes it anew")
  func columns() async throws {
    try await TestRegion.run { region in
      let made = try await region.perform(CreateExport(reason: "合同到期"), as: .of(.general, .leader))
      try await region.perform(ApproveExport(exportId: made.exportId), as: .of(.general, .securityOfficer))
      let listing = Listing()
      _ = try await JobRunner(dispatcher: region.dispatcher, handlers: [listing], logger: Logger(label: "test"))
        .runNext()
      var list = ""
      for table in listing.tables {
        list += "\n### \(table.fileName)\n\n| column | type | meaning |\n| --- | --- | --- |\n"
        for column in table.columns {
          list += "| `\(column.name)` | \(column.sealed == nil ? column.type : "text") | \(column.meaning) |\n"
        }
      }
      let document = try String(contentsOf: file, encoding: .utf8)
      let (head, committed) = try split(document)
      if ProcessInfo.processInfo.environment["HUIFANG_RECORD"] == "1" {
        try Data((head + list).utf8).write(to: file)
      } else {
        #expect(committed == list, "see the test's name for how to write it anew")
      }
    }
  }

  private func split(_ document: String) throws -> (String, String) {
    let mark = "Sealed values are opened.\n"
    let end = try #require(document.range(of: mark)).upperBound
    return (String(document[..<end]), String(document[end...]))
  }
}
