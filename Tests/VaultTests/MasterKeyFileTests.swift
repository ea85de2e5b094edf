import Foundation
import Testing

@testable import Vault

@Suite("The master key's file")
struct MasterKeyFileTests {
  /// A fresh folder for one test, removed afterwards.
  func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "huifang-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  func mode(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test("A written key is one Base64 line of mode 600 and reads as the same key")
  func roundTrip() throws {
    try withFolder { folder in
      let path = folder + "/master.key"
      let key = MasterKey.generate()
      try key.write(to: path)
      #expect(try mode(path) == 0o600)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.count == 45 && text.hasSuffix("\n"))
      let again = try MasterKey(file: path)
      #expect(again.derive(purpose: "test") == key.derive(purpose: "test"))
    }
  }

  @Test("An existing file is never overwritten")
  func exists() throws {
    try withFolder { folder in
      let path = folder + "/master.key"
      let key = MasterKey.generate()
      try key.write(to: path)
      #expect(throws: MasterKeyFileError.exists(path: path)) { try MasterKey.generate().write(to: path) }
      #expect(try MasterKey(file: path).identity == key.identity)
    }
  }

  @Test(
    "A file that group or others may use is refused, and the error says how to mend it",
    arguments: [0o640, 0o604, 0o620, 0o610])
  func permissions(mode: Int) throws {
    try withFolder { folder in
      let path = folder + "/master.key"
      try MasterKey.generate().write(to: path)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let error = #expect(throws: MasterKeyFileError.self) { try MasterKey(file: path) }
      #expect(error == .open(path: path, mode: UInt32(mode)))
      #expect(error?.description.hasSuffix("run chmod 600 \(path)") == true)
    }
  }

  @Test(
    "What is not 32 bytes in Base64 is refused",
    arguments: [
      "", "\n", "AAAA\n", String(repeating: "A", count: 43), String(repeating: "A", count: 44),
      String(repeating: "A", count: 43) + "*", String(repeating: "A", count: 64),
      String(repeating: "A", count: 42) + "B=", "AAAA " + String(repeating: "A", count: 38) + "=",
    ])
  func malformed(text: String) throws {
    try withFolder { folder in
      let path = folder + "/master.key"
      #expect(
        FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
      #expect(throws: MasterKeyFileError.malformed(path: path)) { try MasterKey(file: path) }
    }
  }

  @Test("A missing file, a folder and an impossible place are told apart, each in one line")
  func places() throws {
    try withFolder { folder in
      #expect(throws: MasterKeyFileError.missing(path: folder + "/none")) { try MasterKey(file: folder + "/none") }
      #expect(throws: MasterKeyFileError.malformed(path: folder)) { try MasterKey(file: folder) }
      let error = #expect(throws: MasterKeyFileError.self) { try MasterKey.generate().write(to: folder + "/no/key") }
      #expect(error?.description.contains("\n") == false)
    }
  }
}
