import FoundationEssentials
import Operations
import Postgres
import Server
import Vault

/// The statements that open and close a transaction for a signed-in person, as variables of psql.
struct OpeningVariables {
  let client: AccountClient
  let database: EmbeddedDatabase

  /// Signs in and writes the variables to a file of mode 600 that psql reads when it starts: a command line would show the
  /// session's secret to everybody on the machine.
  /// - Returns: the file's path.
  func write() async throws -> String {
    let path = "\(database.home.tokens)/\(client.username).psqlrc"
    let variables = "\\set begin '\(Self.quoted(try await begin()))'\n\\set close 'select audit.close(null, 0)'\n"
    try PrivateFile.write(variables, to: path)
    return path
  }

  /// The prologue that the service would send, with new identifiers each time that it is used.
  private func begin() async throws -> String {
    // Any call makes sure that the token is good.
    _ = try await client.call("session.current", Array("{}".utf8))
    let token = try await client.token()
    guard let bearer = BearerToken(token), let bytes = Base64URL.decode(token), bytes.count == 64 else {
      throw Problem("the session of \(client.username) is not one of this version: sign in again")
    }
    let actor = try await actor(of: bearer)
    let departments = (actor.reach(of: .dischargeRead) ?? .departments([])).setting
    return """
      select audit.begin('\(actor.tenant)', '\(bearer.sessionID)', decode('\(Self.hexadecimal(bytes[32...]))', 'hex'), \
      \(actor.grantsVersion), '\(departments)', '\(actor.roleNames)', gen_random_uuid(), 'operator.psql', 'operation', \
      gen_random_uuid(), ''::bytea, true, 60000)
      """
  }

  private func actor(of bearer: BearerToken) async throws -> Actor {
    var configuration = try database.serviceConfiguration()
    configuration.useFewConnections()
    let master = try MasterKey(file: database.home.masterKey)
    return try await configuration.withDatabase(logger: database.logger) { connection in
      let dispatcher = Dispatcher(
        registry: try Composition.registry(), database: connection, master: master,
        passwords: PasswordHasher(pepper: master.passwordPepper), logger: database.logger)
      return try await dispatcher.credential(for: bearer).actor
    }
  }

  /// Within single quotes psql takes '' for a quote and a backslash as the beginning of an escape.
  static func quoted(_ text: String) -> String {
    text.map { $0 == "'" ? "''" : $0 == "\\" ? "\\\\" : String($0) }.joined()
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    Hexadecimal.text(Array(bytes))
  }
}
