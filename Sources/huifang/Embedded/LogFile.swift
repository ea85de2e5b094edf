import FoundationEssentials
import Glibc
import Logging

/// Writes the service's log into a file, a line each, for a service whose terminal shows only what a person needs.
struct LogFile: LogHandler {
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  private let label: String
  private let file: Descriptor

  private final class Descriptor: Sendable {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { close(number) }
  }

  /// Opens the file, which is made with mode 600 and appended to.
  static func logger(label: String, path: String) throws(Problem) -> Logger {
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard number >= 0 else { throw PrivateFile.refused(path) }
    let file = Descriptor(number)
    return Logger(label: label) { LogFile(label: $0, file: file) }
  }

  private init(label: String, file: Descriptor) {
    self.label = label
    self.file = file
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
    let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let line = "\(Date().formatted(.iso8601)) \(event.level) \(label): \(event.message)\(pairs)"
    Terminal.write(Array("\(line.split(whereSeparator: \.isNewline).joined(separator: " "))\n".utf8), to: file.number)
  }
}
