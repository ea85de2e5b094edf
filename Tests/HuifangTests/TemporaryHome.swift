import FoundationEssentials
import Glibc

@testable import huifang

/// A home for the length of a test.
@discardableResult
func withTemporaryHome<Value>(_ body: (Home) async throws -> Value) async throws -> Value {
  let path = FileManager.default.temporaryDirectory.appending(path: "huifang-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(try Home(making: path))
}

/// The permission bits of a file.
func permissions(of path: String) -> UInt32? {
  var status = stat()
  return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
}
