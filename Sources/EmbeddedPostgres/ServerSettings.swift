/// The settings file of a cluster: ours, included from `postgresql.conf`, written anew at every start.
struct ServerSettings: Sendable {
  let configuration: EmbeddedPostgres.Configuration
  let socketFolder: String

  /// The file's text: what every cluster has, what this one adds, and where the socket is.
  var text: String {
    var settings = Self.common
    settings.merge(configuration.durable ? Self.durable : Self.fleeting) { $1 }
    settings.merge(configuration.settings) { $1 }
    settings["unix_socket_directories"] = Self.listEntry(socketFolder)
    let lines = settings.sorted { $0.key < $1.key }.map { "\($0.key) = \(Self.quoted($0.value))" }
    return "# Written at every start. Change a setting for good with ALTER SYSTEM.\n"
      + lines.joined(separator: "\n") + "\n"
  }

  /// For a machine that the service shares with others. The log names neither values nor statements (terse, no
  /// statement text): they hold patients' data.
  private static let common = [
    "autovacuum_naptime": "15s", "cluster_name": "huifang", "effective_cache_size": "1GB",
    "idle_in_transaction_session_timeout": "60s", "jit": "off", "lc_messages": "C", "listen_addresses": "",
    "log_autovacuum_min_duration": "-1", "log_checkpoints": "off", "log_destination": "stderr",
    "log_error_verbosity": "terse", "log_line_prefix": "%m [%p] ", "log_min_error_statement": "panic",
    "log_min_messages": "warning", "log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0",
    "log_timezone": "UTC", "logging_collector": "off", "maintenance_work_mem": "64MB", "max_connections": "100",
    "password_encryption": "scram-sha-256", "port": "\(SocketFolder.port)", "random_page_cost": "1.1",
    "shared_buffers": "128MB", "ssl": "off", "timezone": "UTC", "track_io_timing": "off",
    "unix_socket_permissions": "0700", "work_mem": "8MB",
  ]

  private static let durable = [
    "checkpoint_timeout": "10min", "fsync": "on", "full_page_writes": "on", "max_wal_size": "1GB",
    "synchronous_commit": "on", "wal_compression": "on", "wal_level": "replica",
  ]

  /// For tests: nothing waits for the disk, many databases at once, and no vacuum that keeps a template busy.
  private static let fleeting = [
    "autovacuum": "off", "checkpoint_timeout": "1h", "fsync": "off", "full_page_writes": "off",
    "max_connections": "300", "max_wal_senders": "0", "max_wal_size": "1GB", "min_wal_size": "32MB",
    "synchronous_commit": "off", "wal_level": "minimal",
  ]

  /// A value in the file: quotes doubled, backslashes too.
  private static func quoted(_ value: String) -> String {
    "'" + value.map { $0 == "'" || $0 == "\\" ? "\($0)\($0)" : "\($0)" }.joined() + "'"
  }

  /// A path in a list of paths, where a comma would end it.
  private static func listEntry(_ path: String) -> String {
    "\"" + path.map { $0 == "\"" ? "\"\"" : "\($0)" }.joined() + "\""
  }
}
