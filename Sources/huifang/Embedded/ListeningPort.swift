import Glibc

/// The port that the service listens on.
enum ListeningPort {
  /// Whether nobody listens on it at 127.0.0.1.
  static func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var reuse: Int32 = 1
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, size) }
    }
    return result == 0 || (errno != EADDRINUSE && errno != EACCES)
  }

  /// What to say when it isn't.
  static func taken(_ port: Int) -> Problem {
    Problem(
      port < 1024
        ? "port \(port) can't be opened: choose one from 1024 with HUIFANG_PORT"
        : "port \(port) is taken by another program: stop that one, or choose another port with HUIFANG_PORT")
  }
}
