import Foundation
import Testing

@testable import Vault

@Suite("A master key that follows another")
struct MasterKeySuccessionTests {
  private let tenant = UUID()

  private func withFile(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "huifang-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "master.key").path)
  }

  @Test("It opens what the one before has wrapped, wraps by itself, and leaves the pepper as it was")
  func succession() throws {
    let old = MasterKey.generate()
    let key = TenantKey.generate(id: 1, tenant: tenant)
    let before = key.wrapped(by: old)
    let new = old.successor()
    #expect(new.identity != old.identity)
    let again = try TenantKey(unwrapping: before, by: new, id: 1, tenant: tenant)
    #expect(again.fingerprint([1]) == key.fingerprint([1]))
    let after = again.wrapped(by: new)
    #expect(MasterKey.identity(of: after) == new.identity && MasterKey.identity(of: before) == old.identity)
    #expect(throws: VaultError.self) { try TenantKey(unwrapping: after, by: old, id: 1, tenant: tenant) }
    #expect(throws: VaultError.self) { try TenantKey(unwrapping: before, by: new.alone, id: 1, tenant: tenant) }
    #expect(new.passwordPepper == old.derive(purpose: "password pepper") && new.passwordPepper == old.passwordPepper)
    #expect(new.alone.successor().passwordPepper == old.passwordPepper)
    #expect(new.derive(purpose: "cursor") != old.derive(purpose: "cursor"))
  }

  @Test("Its file holds pepper and earlier keys, takes the old one's place in one step, and reads as the same")
  func file() throws {
    try withFile { path in
      let old = MasterKey.generate()
      try old.write(to: path)
      let new = old.successor()
      try new.replace(at: path)
      let read = try MasterKey(file: path)
      #expect(read.identity == new.identity && read.previous.map(\.identity) == [old.identity])
      #expect(read.passwordPepper == old.passwordPepper)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      try read.alone.replace(at: path)
      let alone = try MasterKey(file: path)
      #expect(alone.previous.isEmpty && alone.identity == new.identity && alone.passwordPepper == old.passwordPepper)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: (path as NSString).deletingLastPathComponent).count == 1)
    }
  }

  @Test("What a crash left of a replacement stands in nobody's way")
  func leftover() throws {
    try withFile { path in
      let old = MasterKey.generate()
      try old.write(to: path)
      try Data("half".utf8).write(to: URL(filePath: path + ".unfinished"))
      try old.successor().replace(at: path)
      #expect(try MasterKey(file: path).previous.count == 1)
    }
  }

  @Test("Other lines behind the key are refused", arguments: ["x", "pepper x", "previous ", "", "pepper A\npepper A"])
  func malformed(rest: String) throws {
    try withFile { path in
      let key = Data((0..<32).map { UInt8($0) }).base64EncodedString()
      let text = "\(key)\n\(rest.replacingOccurrences(of: "A", with: key))\n\(rest.isEmpty ? key : "")"
      try Data(text.utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      #expect(throws: MasterKeyFileError.malformed(path: path)) { try MasterKey(file: path) }
    }
  }
}
