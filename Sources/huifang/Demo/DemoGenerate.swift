import ArgumentParser
import FrontPages
import Glibc

/// Writes a discharge file of a hospital that doesn't exist: the same for the same seed, of any length, in constant memory.
struct DemoGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write a synthetic discharge file, deterministic and of any length.",
    discussion: """
      Nobody in it is real: identity numbers begin with 99 and mobile numbers with 160, 164, 168 or 169, which nobody has. \
      What the file holds is told on the standard error.

      huifang demo generate --dialect n041 --rows 100000 --month 2026-10 --hospital 49557184-0 --output october.csv
      """)

  /// The dialects by the names that are typed.
  enum Dialect: String, ExpressibleByArgument, CaseIterable {
    case n041
    case hqmsP = "hqms-p"
    case hqmsABCD = "hqms-abcd"
    case tcm
    case dailyList = "daily-list"

    var value: FrontPageDialect {
      switch self {
      case .n041: .n041
      case .hqmsP: .hqmsP
      case .hqmsABCD: .hqmsABCD
      case .tcm: .tcm
      case .dailyList: .dailyList
      }
    }
  }

  /// The encodings by the names that are typed.
  enum Encoding: String, ExpressibleByArgument, CaseIterable {
    case utf8 = "utf-8"
    case gb18030

    var value: FileEncoding { self == .utf8 ? .utf8 : .gb18030 }
  }

  @Option(help: "The dialect.")
  var dialect = Dialect.n041

  @Option(help: "The encoding.")
  var encoding = Encoding.utf8

  @Option(help: "How many rows, the header not counted; with --dirt five rows come twice besides.")
  var rows: Int

  @Option(help: "The month of the discharges, such as 2026-10.")
  var month: String

  @Option(help: "What everything follows from: the same seed gives the same file.")
  var seed: UInt64 = 1

  @Option(help: "The hospital's code.")
  var hospital = "49557184-0"

  @Flag(help: "With the dirt of real files: three rows in a hundred odd, two unusable, five twice.")
  var dirt = false

  @Option(name: .shortAndLong, help: "The file to write; - is the standard output.", completion: .file())
  var output = "-"

  func validate() throws {
    guard (0...100_000_000).contains(rows) else { throw ValidationError("--rows must be 0 to 100000000") }
    guard discharges != nil else { throw ValidationError("--month must look like 2026-10") }
  }

  func run() throws {
    guard let discharges else { throw Problem("--month must look like 2026-10") }
    _ = signal(SIGPIPE, SIG_IGN)
    let descriptor = try target()
    defer { if descriptor != STDOUT_FILENO { close(descriptor) } }
    var file = discharges.file(dialect: dialect.value, encoding: encoding.value)
    while let chunk = file.next() {
      guard Terminal.write(chunk, to: descriptor) else {
        // Whoever takes the output has seen enough.
        if output == "-" && errno == EPIPE { return }
        throw Problem("\(output): \(unsafe String(cString: strerror(errno)))")
      }
    }
    Terminal.note(Self.text(of: file.summary))
  }

  private var discharges: SyntheticDischarges? {
    let parts = month.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]), let number = Int(parts[1]),
      (1...12).contains(number)
    else { return nil }
    let name = DemoRegion.hospitals.first { $0.code == hospital }?.name ?? "示例医院"
    return SyntheticDischarges(
      seed: seed, count: rows, year: year, month: number,
      hospital: SyntheticDischarges.Hospital(code: hospital, name: name), dirt: dirt ? .asSeen : .none)
  }

  private func target() throws(Problem) -> Int32 {
    guard output != "-" else { return STDOUT_FILENO }
    let descriptor = unsafe open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Problem("\(output): \(unsafe String(cString: strerror(errno)))") }
    return descriptor
  }

  private static func text(of summary: SyntheticSummary) -> String {
    "\(summary.rows) rows: \(summary.stays) stays (\(summary.died) died, \(summary.withoutNumber) without a number, "
      + "\(summary.lostPhones) with a lost one), \(summary.rejectedRows) to be rejected, \(summary.duplicates) twice"
  }
}
