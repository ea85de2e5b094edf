import Testing

@testable import EmbeddedPostgres

@Suite("A shifted clock")
struct ShiftedClockTests {
  private static let library = "/usr/$LIB/faketime/libfaketimeMT.so.1"

  @Test("No library but libfaketime reaches the server, and nothing else of the environment")
  func refused() {
    let environments: [[String: String]] = [
      [:], ["FAKETIME": "+1"], ["LD_PRELOAD": Self.library], ["LD_PRELOAD": "/tmp/other.so", "FAKETIME": "+1"],
      ["LD_PRELOAD": "/tmp/libfaketimeMT.so.1", "FAKETIME": "+1"], ["PGDATA": "/tmp", "LD_LIBRARY_PATH": "/tmp"],
    ]
    for environment in environments {
      #expect(ShiftedClock(in: environment).assignments.isEmpty, "\(environment)")
    }
  }

  @Test("The offset is handed on with the library alone, the semaphore of this process is not")
  func handedOn() {
    let environment = [
      "LD_PRELOAD": "/tmp/other.so \(Self.library)", "FAKETIME": "+86400", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
      "PATH": "/usr/bin",
      "FAKETIME_SHARED": "/faketime_sem_1 /faketime_shm_1",
    ]
    #expect(
      ShiftedClock(in: environment).assignments == [
        "LD_PRELOAD=\(Self.library)", "FAKETIME=+86400", "FAKETIME_DONT_FAKE_MONOTONIC=1",
      ])
  }
}
