import FoundationEssentials
import Testing
import Vault

@testable import huifang

@Suite("Sessions that the command line remembers")
struct SessionFileTests {
  @Test("A token is kept secret, and given to the service that made it only")
  func record() async throws {
    try await withTemporaryHome { home in
      let file = try SessionFile(username: "nurse@49557184-0", home: home)
      try file.keep(SessionRecord(url: "http://127.0.0.1:8080", token: "abc", lastStep: 7))
      #expect(file.record(for: "http://127.0.0.1:8080").token == "abc")
      #expect(file.record(for: "http://elsewhere:8080").token == nil)
      #expect(permissions(of: try SessionFile.path(username: "nurse@49557184-0", home: home)) == 0o600)
    }
  }

  @Test("A name can't lead out of the folder", arguments: ["../nurse", "", ".hidden", "a/b", "张三"])
  func names(name: String) async throws {
    try await withTemporaryHome { home in
      #expect(throws: Problem.self) { try SessionFile(username: name, home: home) }
    }
  }

  @Test("A one-time code of a step that hasn't been used is there at once, and it is right")
  func code() async throws {
    let secret = OneTimeCode.generate()
    let (code, step) = try await SessionFile.code(secret, after: nil)
    let moment = Date(timeIntervalSince1970: Double(Int64(step) * OneTimeCode.period))
    #expect(secret.verify(code: code, at: moment, lastUsedStep: nil) == Int64(step))
  }
}
