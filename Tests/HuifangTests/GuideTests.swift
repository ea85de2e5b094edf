import Foundation
import Testing

@testable import huifang

@Suite("docs/guide.md")
struct GuideTests {
  private static let guide = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/guide.md")

  /// The program that was built beside the tests.
  private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "huifang").path

  /// A command of the guide and what it says that it prints.
  private struct Step {
    var command: String
    var output: [String] = []
  }

  @Test("An empty service is set up and works by the guide's commands as they stand, with the outputs that it shows")
  func transcript() async throws {
    let steps = try Self.steps()
    #expect(steps.count > 20)
    try await Self.withService { home, port in
      let folder = URL(filePath: home).deletingLastPathComponent()
      for (number, step) in steps.enumerated() {
        try step.output.joined(separator: "\n").write(
          to: folder.appending(path: "expected-\(number)"), atomically: true, encoding: .utf8)
      }
      // One shell for all, since later commands use what earlier ones kept.
      let script =
        ["set -eu", "cd '\(folder.path)'", "huifang() { '\(Self.program)' \"$@\"; }"]
        + steps.enumerated().map { number, step in "{ \(step.command); } > 'printed-\(number)' 2>&1" }
      let result = try Self.run("/bin/bash", ["-c", script.joined(separator: "\n")], home, port)
      #expect(result.status == 0, "\(result.output)")
      for (number, step) in steps.enumerated() {
        let printed = (try? String(contentsOf: folder.appending(path: "printed-\(number)"), encoding: .utf8)) ?? ""
        #expect(Self.matches(printed, step.output), "\(step.command)\nprinted\n\(printed)")
      }
    }
  }

  private static func steps() throws -> [Step] {
    var steps: [Step] = []
    var isConsole = false
    for line in try String(contentsOf: guide, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("```") {
        isConsole = line == "```console"
      } else if isConsole, line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
      } else if isConsole {
        steps[steps.count - 1].output.append(String(line))
      }
    }
    return steps
  }

  /// Whether a text is what the guide shows; … stands for anything.
  private static func matches(_ printed: String, _ shown: [String]) -> Bool {
    let parts = shown.joined(separator: "\n").split(separator: "…", omittingEmptySubsequences: false).map {
      NSRegularExpression.escapedPattern(for: String($0))
    }
    let pattern = "(?s)^\(parts.joined(separator: ".*?"))$"
    return printed.trimmingCharacters(in: .newlines).range(of: pattern, options: .regularExpression) != nil
  }

  private static func withService(_ body: (String, String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "huifang-guide-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (home, port) = (folder.appending(path: "home").path, "\(Int.random(in: 20_000...60_000))")
    let service = process(program, ["up", "--no-demo"], home, port)
    let output = Pipe()
    (service.standardOutput, service.standardError) = (output, output)
    try service.run()
    defer {
      service.interrupt()
      service.waitUntilExit()
      _ = try? run(program, ["reset", "--force"], home, port)
    }
    var said = Data()
    while !String(decoding: said, as: UTF8.self).contains("\nready http") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { return #expect(Bool(false), "\(String(decoding: said, as: UTF8.self))") }
      said += more
    }
    try await body(home, port)
  }

  private static func process(_ path: String, _ arguments: [String], _ home: String, _ port: String) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["HUIFANG_HOME": home, "HUIFANG_PORT": port, "LANG": "en_US.UTF-8"]) { $1 }
    return process
  }

  private static func run(
    _ path: String, _ arguments: [String], _ home: String, _ port: String
  ) throws -> (status: Int32, output: String) {
    let process = process(path, arguments, home, port)
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
