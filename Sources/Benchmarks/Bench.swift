import ArgumentParser
import EmbeddedPostgres
import FoundationEssentials
import Glibc

/// `make bench`: measures, and writes docs/benchmarks.md.
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure, and write docs/benchmarks.md.")

  @Option(help: "Tasks that the hospital has.")
  var tasks = 200_000

  @Option(help: "Pairs of each comparison; the report gives medians.")
  var pairs = 5

  @Option(help: "Seconds of each run.")
  var seconds = 5

  @Option(help: "Rows of the imported file.")
  var rows = 60_000

  @Option(help: "Connections of the load generator.")
  var connections = 32

  @Option(help: "The report's file.")
  var output = "docs/benchmarks.md"

  func run() async throws {
    let scene = Scene(name: "bench")
    let report = try await scene.withCluster { cluster in
      let hospital = try await Hospital.found(scene, cluster.login, pack: "P5")
      let filling = Filling(hospital: hospital, tasks: tasks, writableTasks: 8000 * max(1, seconds))
      Progress.say("filling \(tasks) tasks …")
      try await filling.run(scene, cluster.login)
      var report = BenchReport(
        machine: try await scene.withSuperuser(cluster.login) {
          try await Machine.look($0, dataDirectory: cluster.dataDirectory)
        }, command: CommandLine.arguments.dropFirst().joined(separator: " "), tasks: tasks, connections: connections)
      let bench = CallBench(scene: scene, login: cluster.login, filling: filling, options: self)
      try await bench.run(&report)
      try await Fairness(scene: scene, login: cluster.login, hospital: hospital, options: self).run(&report)
      try await ImportBench(scene: scene, cluster: cluster, hospital: hospital, options: self).run(&report)
      return report
    }
    try Data(report.markdown.utf8).write(to: URL(filePath: output), options: .atomic)
    Progress.say("written: \(output)")
  }
}

/// Lines for whoever watches.
enum Progress {
  /// Says a line, at once.
  static func say(_ line: String) { write(line, STDERR_FILENO) }

  /// Says a line of the result, at once.
  static func result(_ line: String) { write(line, STDOUT_FILENO) }

  private static func write(_ line: String, _ descriptor: Int32) {
    let bytes = Array("\(line)\n".utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
