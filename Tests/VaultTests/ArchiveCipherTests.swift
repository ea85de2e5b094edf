import Foundation
import Testing

@testable import Vault

@Suite("The cipher of archives")
struct ArchiveCipherTests {
  private let salt: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]

  @Test("What is transformed in parts is what is transformed at once, wherever the parts begin")
  func parts() {
    let cipher = ArchiveCipher(passphrase: "k7mh-x2qa", salt: salt)
    let plain = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let whole = cipher.transform(plain, at: 0)
    #expect(cipher.transform(whole, at: 0) == plain)
    for cut in [1, 15, 16, 17, 511, 512, 4096, 70_001] {
      let parted = cipher.transform(Array(plain[..<cut]), at: 0) + cipher.transform(Array(plain[cut...]), at: cut)
      #expect(parted == whole, "\(cut)")
    }
  }

  @Test("The counter carries over all its bytes")
  func carry() {
    // More blocks than the lowest bytes of the counter can count without a carry, whatever they begin with.
    let cipher = ArchiveCipher(passphrase: "carry", salt: salt)
    let far = 16 * 70_000
    let long = cipher.transform([UInt8](repeating: 0, count: far + 64), at: 0)
    #expect(cipher.transform([UInt8](repeating: 0, count: 64), at: far) == Array(long.suffix(64)))
  }

  @Test("openssl opens it")
  func openssl() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "huifang-cipher-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let cipher = ArchiveCipher(passphrase: "k7mh-x2qa-9wtr", salt: salt)
    let plain = Array("病案号,姓名\r\n0001,张三丰\r\n".utf8)
    let file = folder.appending(path: "archive.enc")
    try Data(cipher.prefix + cipher.transform(plain, at: 0)).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "openssl", "enc", "-d", "-aes-256-ctr", "-pbkdf2", "-iter", "600000", "-pass", "pass:k7mh-x2qa-9wtr", "-in",
      file.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let opened = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(Array(opened) == plain)
  }
}
