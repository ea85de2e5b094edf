import AsyncHTTPClient
import FoundationEssentials
import Glibc
import JSONRPC
import NIOCore
import NIOHTTP1
import Vault

extension ServiceClient {
  /// Fetches a file's bytes, as they arrive, into a file that only its owner reads.
  func download(_ path: String, to file: String, token: String) async throws(Problem) -> (bytes: Int, sha256: String) {
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Problem("\(file): \(unsafe String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var request = HTTPClientRequest(url: url + path)
    request.headers.add(name: "Accept-Language", value: language.rawValue)
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    var digest = RunningDigest()
    var count = 0
    do {
      let response = try await HTTPClient.shared.execute(request, timeout: .hours(1))
      guard response.status == .ok else {
        let body = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        let error = try? JSON.value(of: body)
        throw Problem("the file was refused: \((error?["error"] ?? error)?["message"]?.string ?? "\(response.status)")")
      }
      for try await piece in response.body {
        let bytes = Array(piece.readableBytesView)
        guard Terminal.write(bytes, to: descriptor) else {
          throw Problem("\(file): \(unsafe String(cString: strerror(errno)))")
        }
        digest.update(bytes)
        count += bytes.count
      }
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem("the service at \(url) broke the transfer off: call the command again")
    }
    return (count, Hexadecimal.text(digest.finish()))
  }
}
