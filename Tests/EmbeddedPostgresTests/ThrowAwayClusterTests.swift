import FoundationEssentials
import Logging
import Testing

@testable import EmbeddedPostgres

@Suite("A throw-away cluster")
struct ThrowAwayClusterTests {
  @Test("It is removed when it is stopped, and its home can be used again")
  func removedByStop() async throws {
    try await TestHome.with { home in
      for _ in 0..<2 {
        let cluster = try await home.start(.throwAway)
        #expect(try await cluster.query("show fsync") == "off")
        try await cluster.stop()
        #expect(!home.exists)
      }
    }
  }

  @Test("It is removed by its watcher when its owner goes without a word")
  func removedByWatcher() async throws {
    try await TestHome.with { home in
      let data = try await home.start(.throwAway).dataDirectory
      #expect(try await eventually { !home.exists })
      #expect(ServerProcess.running(on: data) == nil)
    }
  }

  @Test("It refuses a home that holds something")
  func refusesFullHome() async throws {
    try await TestHome.with { home in
      try FileManager.default.createDirectory(atPath: "\(home.path)/precious", withIntermediateDirectories: true)
      await #expect(throws: EmbeddedPostgresError.homeNotEmpty(path: home.path)) {
        try await home.start(.throwAway)
      }
      #expect(FileManager.default.fileExists(atPath: "\(home.path)/precious"))
    }
  }

  @Test("Its clock is its owner's, also where that is shifted")
  func clock() async throws {
    try await TestHome.with { home in
      let cluster = try await home.start(.throwAway)
      let before = Date().timeIntervalSince1970
      let there = Double(try await cluster.query("select extract(epoch from clock_timestamp())")) ?? 0
      // A microsecond more or less by rounding.
      #expect(there >= before - 0.001 && there <= Date().timeIntervalSince1970 + 0.001)
      try await cluster.stop()
    }
  }

  @Test("It can be as durable as a service's")
  func durable() async throws {
    try await TestHome.with { home in
      var configuration = home.configuration(.throwAway)
      configuration.durable = true
      let cluster = try await EmbeddedPostgres.start(configuration, logger: Logger(label: "test"))
      #expect(try await cluster.query("show fsync") == "on")
      try await cluster.stop()
    }
  }
}
