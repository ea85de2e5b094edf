import ArgumentParser
import FoundationEssentials
import JSONRPC
import Testing

@testable import huifang

@Suite("Departments and staff as spreadsheets")
struct DirectoryFilesTests {
  @Test("What is wrong with a file is told a line each; a file is read in the encodings of Chinese spreadsheets")
  func told() async throws {
    let error = #"""
      {"code":-32602,"message":"Invalid params","data":{"violations":[{"path":"csv[3].kind","rule":"enum","message":"one of"}]}}
      """#
    #expect(
      DirectoryImport.lines(of: try JSON.value(of: Array(error.utf8))) == ["Invalid params", "  csv[3].kind: one of"])
    try await withTemporaryHome { home in
      let path = "\(home.path)/staff.csv"
      try Data([0xD0, 0xD5, 0xC3, 0xFB]).write(to: URL(filePath: path))
      #expect(try DirectoryImport.text(of: path) == "姓名")
      try Data([0xFF, 0xFE, 0xD3, 0x59]).write(to: URL(filePath: path))
      #expect(try DirectoryImport.text(of: path) == "姓")
      try Data([0xD0, 0xD5, 0xFF]).write(to: URL(filePath: path))
      #expect(throws: Problem.self) { try DirectoryImport.text(of: path) }
      try Data("姓名\n".utf8).write(to: URL(filePath: path))
      #expect(try DirectoryImport.text(of: path) == "姓名\n")
    }
  }

  @Test("The commands name what they load and who does it")
  func arguments() throws {
    let command = try DirectoryImport.parse(["staff", "a.csv", "--as", "xitong@49557184-0", "--dry-run"])
    #expect(command.kind.domain == "staff" && command.dryRun)
    #expect(try DirectoryExport.parse(["staff", "--as", "x@y", "--unconfirmed"]).unconfirmed)
    #expect(throws: (any Error).self) { try DirectoryExport.parse(["organizations", "--as", "x@y", "--unconfirmed"]) }
    #expect(throws: (any Error).self) { try DirectoryExport.parse(["policies", "--as", "x@y"]) }
  }
}
