import FoundationEssentials
import Glibc
import Testing

@testable import EmbeddedPostgres

@Suite("The service's cluster")
struct ServiceClusterTests {
  @Test("It goes on with its data after a stop")
  func keepsData() async throws {
    try await TestHome.with { home in
      let first = try await home.start()
      #expect(try await first.query("create table kept (a int); insert into kept values (7)") == "")
      try await first.stop()
      #expect(try await first.waitForExit() == .stopped)
      let second = try await home.start()
      #expect(try await second.query("select a from kept") == "7")
      #expect(second.superuserPassword == first.superuserPassword)
      try await second.stop()
    }
  }

  @Test("It has checksums, scram, UTF-8, code point order and no network address")
  func settings() async throws {
    try await TestHome.with { home in
      let cluster = try await home.start()
      let settings = try await cluster.query(
        """
        select string_agg(setting, ' ' order by name) from pg_settings where name in
        ('data_checksums', 'lc_collate', 'listen_addresses', 'password_encryption', 'server_encoding')
        """)
      #expect(settings == "on C  scram-sha-256 UTF8")
      #expect(try await cluster.query("select distinct auth_method from pg_hba_file_rules") == "scram-sha-256")
      #expect(try await cluster.query("select upper('é') || (select pg_size_pretty(0::bigint))") == "É0 bytes")
      #expect(try await cluster.query("select 1", password: "guess").contains("password authentication failed"))
      let password = try #require(FileStatus(of: "\(home.path)/postgres/superuser.password"))
      #expect(password.mode & 0o777 == 0o600)
      try await cluster.stop()
    }
  }

  @Test("A second instance is told which process runs the first")
  func secondInstance() async throws {
    try await TestHome.with { home in
      let cluster = try await home.start()
      await #expect(throws: EmbeddedPostgresError.alreadyRunning(processIdentifier: getpid(), home: home.path)) {
        try await home.start()
      }
      try await cluster.stop()
    }
  }

  @Test("A server that outlived its service is taken over with its data")
  func takeOver() async throws {
    try await TestHome.with { home in
      let before = try await {
        let cluster = try await home.start()
        _ = try await cluster.query("create table kept as select 7 as a")
        return cluster.processIdentifier
      }()
      #expect(try EmbeddedPostgres.login(home: home.path).port == 5432)
      let cluster = try await home.start()
      #expect(cluster.processIdentifier != before)
      #expect(try await cluster.query("select a from kept") == "7")
      try await cluster.stop()
    }
  }

  @Test("A killed server is noticed, and the next start recovers at once, busy processes or not")
  func killedServer() async throws {
    try await TestHome.with { home in
      let cluster = try await home.start()
      _ = try await cluster.query("create table kept as select 7 as a; checkpoint")
      async let busy = cluster.query("select count(*) from generate_series(1, 100000000000)")
      let running = "select count(*) from pg_stat_activity where query like '%generate_series%' and state = 'active'"
      while try await cluster.query("\(running) and pid <> pg_backend_pid()") == "0" {}
      kill(cluster.processIdentifier, SIGKILL)
      #expect(try await cluster.waitForExit() == .crashed(lastLogLine: nil))
      try await cluster.stop()
      let next = try await home.start()
      #expect(try await next.query("select a from kept") == "7")
      #expect(try await busy.contains("terminat"))
      try await next.stop()
    }
  }

  @Test("A leftover postmaster.pid that names somebody else's process doesn't hinder the start")
  func reusedIdentifier() async throws {
    try await TestHome.with { home in
      let first = try await home.start()
      let path = "\(first.dataDirectory)/postmaster.pid"
      let text = try #require(ClusterFolder.text(of: path))
      try await first.stop()
      let user = try ServerUser.choose(forDataIn: first.dataDirectory)
      try Folder.write("\(getppid())\(text.drop { !$0.isNewline })", to: path, mode: 0o600, owner: user)
      let second = try await home.start()
      #expect(try await second.query("select 1") == "1")
      try await second.stop()
    }
  }

  @Test("Laying down that was interrupted begins anew")
  func interruptedInitialisation() async throws {
    try await TestHome.with { home in
      let unfinished = "\(home.path)/postgres/data.unfinished/base"
      try FileManager.default.createDirectory(
        atPath: unfinished, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
      let cluster = try await home.start()
      #expect(try await cluster.query("select 1") == "1")
      try await cluster.stop()
    }
  }

  @Test("Another process's wish to stop or remove it is heard when no service is left")
  func stopAndRemoveFromElsewhere() async throws {
    try await TestHome.with { home in
      #expect(try await !EmbeddedPostgres.stop(home: home.path))
      #expect(throws: EmbeddedPostgresError.notRunning(home: home.path)) {
        try EmbeddedPostgres.login(home: home.path)
      }
      _ = try await home.start().processIdentifier
      #expect(try await EmbeddedPostgres.stop(home: home.path))
      #expect(try await !EmbeddedPostgres.stop(home: home.path))
      try await EmbeddedPostgres.remove(home: home.path)
      #expect(!FileManager.default.fileExists(atPath: "\(home.path)/postgres"))
    }
  }

  @Test("Stopping works in a cancelled task")
  func stopWhenCancelled() async throws {
    try await TestHome.with { home in
      let cluster = try await home.start()
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        try await cluster.stop()
      }
      task.cancel()
      try await task.value
      #expect(ServerProcess.running(on: cluster.dataDirectory) == nil)
    }
  }
}
