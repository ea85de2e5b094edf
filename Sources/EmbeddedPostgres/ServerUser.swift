import Glibc

/// Who the server runs as. PostgreSQL refuses to run as root, so that a root process hands it to somebody else.
struct ServerUser: Sendable, Hashable {
  let user: uid_t
  let group: gid_t
  /// Whether programs have to be started as somebody other than this process.
  let isOther: Bool

  /// This process's own user, or, for root, the owner of the cluster when it exists, else `postgres`, else `nobody`.
  static func choose(forDataIn data: String) throws(EmbeddedPostgresError) -> ServerUser {
    guard geteuid() == 0 else { return ServerUser(user: geteuid(), group: getegid(), isOther: false) }
    if let owner = FileStatus(of: data), owner.user != 0 {
      return ServerUser(user: owner.user, group: owner.group, isOther: true)
    }
    guard let found = named("postgres") ?? named("nobody") else { throw .noUnprivilegedUser }
    return found
  }

  private static func named(_ name: String) -> ServerUser? {
    var entry = unsafe passwd()
    var buffer = [CChar](repeating: 0, count: 16_384)
    var found: UnsafeMutablePointer<passwd>?
    guard unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, unsafe found != nil else { return nil }
    let (user, group) = unsafe (entry.pw_uid, entry.pw_gid)
    return user == 0 ? nil : ServerUser(user: user, group: group, isOther: true)
  }
}
