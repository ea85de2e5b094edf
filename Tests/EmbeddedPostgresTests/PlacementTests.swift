import FoundationEssentials
import Glibc
import Testing

@testable import EmbeddedPostgres

@Suite("Where a cluster lies")
struct PlacementTests {
  @Test("A path that is too long for a socket gets a short folder for it")
  func longPath() async throws {
    let folders = String(repeating: "/a-folder-with-quite-a-long-name", count: 6)
    try await TestHome.with(below: folders) { home in
      let cluster = try await home.start()
      #expect(cluster.dataDirectory.hasPrefix(home.path))
      #expect(cluster.socketDirectory.utf8.count < 60)
      #expect(try await cluster.query("select 1") == "1")
      try await cluster.stop()
      #expect(!FileManager.default.fileExists(atPath: cluster.socketDirectory))
    }
  }

  @Test(
    "A path that a shell, a settings file or a connection string would read wrongly is taken as it is",
    arguments: [#"/a $HOME `id` "quoted" 100% \n it's"#, "/one, two"])
  func oddPath(folder: String) async throws {
    try await TestHome.with(below: folder) { home in
      let cluster = try await home.start()
      #expect(cluster.dataDirectory == "\(home.path)/postgres/data")
      let answer = try await cluster.query("select current_setting('data_directory')")
      #expect(answer == cluster.dataDirectory)
      try await cluster.stop()
    }
  }

  @Test("A home that the server's user can't enter leads to a place where it can, and stays there")
  func homeOutOfReach() async throws {
    try await TestHome.with(below: "/closed") { home in
      let closed = String(home.path.dropLast("/home".count))
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: closed)
      let first = try await home.start()
      // An ordinary user runs the server as itself, and can enter what it has closed to others.
      let lies = geteuid() == 0 ? Placement.systemFolder : home.path
      #expect(first.dataDirectory.hasPrefix(lies))
      try await first.stop()
      let second = try await home.start()
      #expect(second.dataDirectory == first.dataDirectory)
      try await second.stop()
      try await EmbeddedPostgres.remove(home: home.path)
      #expect(!FileManager.default.fileExists(atPath: first.dataDirectory))
    }
  }

  @Test("A home that is a file is refused in one line")
  func homeIsFile() async throws {
    try await TestHome.with { home in
      #expect(FileManager.default.createFile(atPath: home.path, contents: nil))
      await #expect(throws: EmbeddedPostgresError.folderUnusable(path: home.path, reason: "is not a folder")) {
        try await home.start()
      }
    }
  }
}
