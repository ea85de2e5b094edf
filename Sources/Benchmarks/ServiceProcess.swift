import EmbeddedPostgres
import FoundationEssentials
import Glibc
import Subprocess

/// A running service in a process of its own.
struct ServiceProcess: Sendable {
  let processIdentifier: Int32
  let port: Int

  /// The service's address.
  var url: String { "http://127.0.0.1:\(port)" }

  /// Ends it as a power failure would.
  func kill() {
    _ = Glibc.kill(processIdentifier, SIGKILL)
  }

  /// Resident memory now and at its highest, in MiB.
  func memory() -> (now: Double, peak: Double) {
    let lines = TextFile.text("/proc/\(processIdentifier)/status").split(separator: "\n")
    func mebibytes(_ name: String) -> Double {
      let line = lines.first { $0.hasPrefix(name) } ?? ""
      return (Double(line.filter(\.isNumber)) ?? 0) / 1024
    }
    return (mebibytes("VmRSS:"), mebibytes("VmHWM:"))
  }

  /// Runs the service for as long as the body does.
  static func run<Value: Sendable>(
    _ scene: Scene, _ login: EmbeddedPostgres.Login, uploadPartBytes: Int? = nil,
    _ body: (ServiceProcess) async throws -> Value
  ) async throws -> Value {
    let readyFile = "\(scene.home)/ready-\(UInt32.random(in: .min ... .max))"
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let arguments =
      [
        "service", "--socket-directory", login.socketDirectory, "--database-port", "\(login.port)", "--master-key-file",
        scene.masterKeyFile, "--ready-file", readyFile,
      ] + (uploadPartBytes.map { ["--upload-part-bytes", "\($0)"] } ?? [])
    let result = try await Subprocess.run(
      .name("sh"), arguments: Arguments(["-c", #"exec "$0" "$@""#, executable] + arguments),
      environment: .inherit.updating(["PGPASSWORD": scene.passwords.service]),
      input: .inputWriter, output: .discarded, error: .currentStandardError
    ) { execution -> Result<Value, any Error> in
      let identifier = execution.processIdentifier.value
      let result: Result<Value, any Error>
      do {
        let port = try await port(in: readyFile, of: identifier)
        result = .success(try await body(ServiceProcess(processIdentifier: identifier, port: port)))
      } catch {
        result = .failure(error)
      }
      _ = Glibc.kill(identifier, SIGKILL)
      return result
    }
    return try result.closureResult.get()
  }

  private static func port(in file: String, of identifier: Int32) async throws -> Int {
    for _ in 0..<3000 {
      if let port = Int(TextFile.text(file).filter(\.isNumber)) { return port }
      if Glibc.kill(identifier, 0) != 0 { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Finding("the service didn't start")
  }
}

/// Small text files.
enum TextFile {
  /// The text; empty when it can't be read.
  static func text(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
