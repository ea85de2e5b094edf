import FoundationEssentials

/// The names inside a cluster's folder.
///
/// The folder belongs to the process that starts the server; `data` and `log` belong to the server's user, who may be
/// another. A root process therefore never writes where somebody else decides what a name leads to.
struct ClusterFolder: Sendable, Hashable {
  /// The path without links.
  let path: String

  var data: String { "\(path)/data" }
  /// Where a cluster is laid down before it is renamed to `data`: one that was interrupted is never taken for whole.
  var unfinishedData: String { "\(path)/data.unfinished" }
  var logFolder: String { "\(path)/log" }
  var log: String { "\(logFolder)/postgresql.log" }
  var settings: String { "\(path)/huifang.conf" }
  var password: String { "\(path)/superuser.password" }
  var lock: String { "\(path)/instance.lock" }
  /// Where the socket goes when nothing speaks against it.
  var socketFolder: String { "\(path)/run" }

  /// The major version that wrote the data, when there are data.
  var dataVersion: Int? {
    guard let text = Self.text(of: "\(data)/PG_VERSION") else { return nil }
    return Int(text.prefix { $0.isNumber })
  }

  /// The superuser's password, when the cluster has been laid down.
  var superuserPassword: String? { Self.text(of: password)?.split(whereSeparator: \.isNewline).first.map(String.init) }

  /// A short name that differs for each cluster: 64-bit FNV-1a of the path, in hexadecimal.
  var shortName: String {
    let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The text of a small file; nothing when it can't be read.
  static func text(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
