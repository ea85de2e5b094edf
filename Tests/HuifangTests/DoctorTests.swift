import FoundationEssentials
import Testing

@testable import huifang

@Suite("The doctor's judgement")
struct DoctorTests {
  @Test(
    "A PostgreSQL that the migrations don't run on is a problem",
    arguments: [(150_000, DoctorFinding.State.good), (180_000, .good), (140_019, .problem)])
  func version(number: Int, state: DoctorFinding.State) {
    #expect(ServerCheck.version(number).state == state)
  }

  @Test("A server without the last fixes of row security is warned of; everything else that a check finds is a problem")
  func isolation() {
    #expect(ServerCheck.isolation(check: "006_server_version", "PostgreSQL 15.2: update to 15.14").state == .warning)
    #expect(ServerCheck.isolation(check: "002_row_security", "followup.task: has no policy").state == .problem)
  }

  @Test(
    "Settings that lose acknowledged writes are problems",
    arguments: [
      ("fsync", "off", DoctorFinding.State.problem), ("fsync", "on", .good), ("full_page_writes", "off", .problem),
      ("synchronous_commit", "off", .problem), ("synchronous_commit", "local", .problem),
      ("synchronous_commit", "remote_apply", .good), ("data_checksums", "off", .warning),
    ])
  func setting(name: String, value: String, state: DoctorFinding.State) {
    #expect(ServerCheck.setting(name, value).state == state)
  }

  @Test("How the way to the database is protected is said, and an unprotected one is warned of")
  func encryption() {
    let of = ServerCheck.encryption
    #expect(of("", true, false, "/run/postgresql").state == .good)
    #expect(of("", false, false, "127.0.0.1").state == .good)
    #expect(of("TLSv1.3", false, true, "db.example").text.contains("TLSv1.3"))
    #expect(of("TLSv1.3", false, false, "db.example").state == .warning)
    #expect(of("", false, false, "db.example").state == .warning)
  }

  @Test("A clock that goes wrong and a disk that fills up are seen")
  func clockAndDisk() {
    #expect(ServerCheck.clock(ahead: 0.4).state == .good)
    #expect(ServerCheck.clock(ahead: -11).state == .problem)
    let asked = Date(timeIntervalSince1970: 1_800_000_000)
    let distances = [-12.0, 0, 30, 42].map {
      ServerCheck.distance(of: asked.addingTimeInterval($0), from: asked...asked.addingTimeInterval(30))
    }
    #expect(distances == [-12, 0, 0, 12])
    #expect(MachineCheck.disk(free: 100 << 20, of: "/").state == .problem)
    #expect(MachineCheck.disk(free: 1 << 30, of: "/").state == .warning)
    #expect(MachineCheck.disk(free: 10 << 30, of: "/").state == .good)
  }

  @Test("A master key that isn't there is a problem, not a crash")
  func missingKey() {
    let findings = MachineCheck(masterKeyFile: "/no/such/key", folder: nil).findings()
    #expect(findings.map(\.state) == [.problem])
  }
}
