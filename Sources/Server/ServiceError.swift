/// Why the service can't be set up: something that the operator must change.
public enum ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A trusted proxy that is neither an address nor a range.
  case malformedProxy(String)
  /// A certificate or key that can't be used.
  case unusableCertificate(String)
  /// Callers elsewhere would send passwords in plain text.
  case unencrypted(host: String)
  /// A template or style sheet that isn't where the program was installed.
  case missingResource(String)

  /// One line that says what to do.
  public var description: String {
    switch self {
    case .malformedProxy(let text): "the trusted proxy \(text) is neither an address nor a range such as 10.0.0.0/8"
    case .unusableCertificate(let reason): reason
    case .unencrypted(let host):
      "listening on \(host) without a certificate: name one with --tls-certificate-file and --tls-key-file, or the proxy "
        + "in front with --trusted-proxies, or listen on 127.0.0.1"
    case .missingResource(let name): "the file \(name) is missing beside the program: install it again"
    }
  }
}
