/// What another process than the one that runs a home's cluster may do to it.
extension EmbeddedPostgres {
  /// Stops what runs in a home: asks the process that runs it to end (SIGTERM) and waits until it has let go, then
  /// stops a server that was left over. Returns false when there was nothing to stop.
  public static func stop(
    home: String, patience: Duration = .seconds(60)
  ) async throws(EmbeddedPostgresError) -> Bool {
    guard let (lock, hadHolder) = try await InstanceLock.takeOver(home: home, patience: patience) else { return false }
    defer { withExtendedLifetime(lock) {} }
    guard let placement = Placement.existing(in: home), let server = ServerProcess.running(on: placement.folder.data)
    else { return hadHolder }
    try await server.stop(.orderly)
    SocketFolder.tidy(for: placement)
    return true
  }

  /// Stops what runs in a home and deletes its cluster for good. The rest of the home is left alone.
  public static func remove(home: String) async throws(EmbeddedPostgresError) {
    _ = try await stop(home: home)
    try Placement.existing(in: home)?.remove(withHome: false)
  }

  /// How to sign in to the cluster that runs in a home, whichever process runs it.
  public static func login(home: String) throws(EmbeddedPostgresError) -> Login {
    guard let placement = Placement.existing(in: home), ServerProcess.running(on: placement.folder.data) != nil else {
      throw .notRunning(home: home)
    }
    guard let password = placement.folder.superuserPassword else {
      throw .folderUnusable(path: placement.folder.password, reason: "can't be read")
    }
    return Login(
      socketDirectory: SocketFolder.path(for: placement), port: SocketFolder.port, superuser: "postgres",
      superuserPassword: password)
  }
}
