import FoundationEssentials
import Glibc
import JSONRPC
import Vault

/// What the command line remembers of an account between calls: its token, and the last one-time code that was used.
struct SessionRecord: Codable, Sendable, Described {
  /// The service that gave the token.
  var url: String
  /// The bearer token; nil after it turned out to be good no more.
  var token: String?
  /// The time step of the last one-time code; each counts once (RFC 6238, 5.2).
  var lastStep: Int?

  static let descriptions = [
    "url": "The service", "token": "The bearer token", "lastStep": "The time step of the last one-time code",
  ]
}

/// The record of one account, in a file of mode 600, held by one process at a time.
final class SessionFile: Sendable {
  private let path: String
  private let lock: Int32

  /// Waits until no other process signs the same account in.
  init(username: String, home: Home) throws(Problem) {
    path = try Self.path(username: username, home: home)
    _ = unsafe mkdir(home.tokens, 0o700)
    lock = unsafe open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw PrivateFile.refused(path) }
    while flock(lock, LOCK_EX) != 0 && errno == EINTR {}
  }

  deinit { close(lock) }

  /// Where the record of an account lies.
  static func path(username: String, home: Home) throws(Problem) -> String {
    let isPlain = username.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || "@._-".utf8.contains(byte)
    }
    guard isPlain, !username.isEmpty, !username.hasPrefix("."), username.utf8.count <= 120 else {
      throw Problem("\(username) is no user name: it looks like nurse@49557184-0")
    }
    return "\(home.tokens)/\(username).json"
  }

  /// The record; an empty one at the first time or when it is another service's.
  func record(for url: String) -> SessionRecord {
    guard let text = PrivateFile.text(at: path), let value = try? JSON.value(of: Array(text.utf8)),
      let record = try? value.decode(SessionRecord.self), record.url == url
    else { return SessionRecord(url: url) }
    return record
  }

  /// Keeps the record.
  func keep(_ record: SessionRecord) throws(Problem) {
    try PrivateFile.write(String(decoding: try JSON.bytes(record), as: UTF8.self) + "\n", to: path)
  }

  /// A one-time code whose step has not been used, waiting for the next step when the present one's has been.
  static func code(_ secret: OneTimeCode, after lastStep: Int?) async throws(Problem) -> (code: String, step: Int) {
    var now = Date()
    if let lastStep, OneTimeCode.step(at: now) <= Int64(lastStep) {
      let next = Date(timeIntervalSince1970: Double((Int64(lastStep) + 1) * OneTimeCode.period))
      let pause = min(next.timeIntervalSince(now) + 0.2, 60)
      Terminal.note(
        OperatorLanguage.choose(
          "本时段的动态口令已用过，等待下一个（约 \(Int(pause)) 秒）……",
          "the present one-time code has been used; waiting \(Int(pause)) s for the next one …"))
      do { try await Task.sleep(for: .seconds(pause)) } catch { throw Problem("interrupted") }
      now = Date()
    }
    return (secret.code(at: now), Int(OneTimeCode.step(at: now)))
  }
}
