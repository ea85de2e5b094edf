/// The keywords and values that libpq connects with.
struct ConnectionParameters {
  private(set) var pairs: [(keyword: String, value: String)] = []

  /// - Parameter options: settings of the session.
  /// - Parameter address: what the host's name was looked up to; the name stays for the certificate's verification.
  init(_ configuration: DatabaseConfiguration, options: [String: String], address: String?) {
    pairs = [
      ("host", configuration.host), ("port", String(configuration.port)), ("dbname", configuration.database),
      ("user", configuration.user), ("application_name", configuration.applicationName),
      ("client_encoding", "UTF8"), ("gssencmode", "disable"),
      // A server that vanished without a word is noticed within a minute.
      ("keepalives_idle", "20"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "30000"),
    ]
    if let address { pairs.append(("hostaddr", address)) }
    if let password = configuration.password { pairs.append(("password", password)) }
    switch configuration.tls {
    case .disable:
      pairs.append(("sslmode", "disable"))
    case .verifyFull(let rootCertificate):
      pairs.append(("sslmode", "verify-full"))
      pairs.append(("sslrootcert", rootCertificate))
    }
    let settings = options.sorted { $0.key < $1.key }.map { "-c \($0.key)=\($0.value)" }
    if !settings.isEmpty { pairs.append(("options", settings.joined(separator: " "))) }
  }
}
