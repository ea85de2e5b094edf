import FoundationEssentials
import Glibc
import Logging
import NIOSSL
import Synchronization

/// Where the certificate lies that the service shows to callers, and its key.
public struct CertificateFiles: Sendable, Hashable {
  /// The certificate and those that lead to its root (PEM).
  public var certificate: String
  /// Its private key (PEM), which nobody else may read.
  public var privateKey: String

  /// Both files.
  public init(certificate: String, privateKey: String) {
    self.certificate = certificate
    self.privateKey = privateKey
  }
}

/// The certificate in use. Connections that begin after ``reload()`` get the new one, those under way keep theirs.
final class ServerCertificate: Sendable {
  private let files: CertificateFiles
  private let current: Mutex<NIOSSLContext>

  /// - Throws: ``ServiceError/unusableCertificate(_:)`` when the files are missing, open to others, or don't belong together.
  init(_ files: CertificateFiles) throws(ServiceError) {
    self.files = files
    current = Mutex(try Self.context(files))
  }

  /// What the next connection is encrypted by.
  var context: NIOSSLContext { current.withLock { $0 } }

  /// Reads the files again.
  /// - Throws: what ``init(_:)`` throws; the certificate in use stays.
  func reload() throws(ServiceError) {
    let context = try Self.context(files)
    current.withLock { $0 = context }
  }

  private static func context(_ files: CertificateFiles) throws(ServiceError) -> NIOSSLContext {
    try requirePrivacy(of: files.privateKey)
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
      guard !chain.isEmpty else { throw ServiceError.unusableCertificate("\(files.certificate) holds no certificate") }
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: files.privateKey, format: .pem)))
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = ["http/1.1"]
      return try NIOSSLContext(configuration: configuration)
    } catch let error as ServiceError {
      throw error
    } catch {
      throw .unusableCertificate(
        "\(files.certificate) and \(files.privateKey) can't be read as a certificate and its key in PEM")
    }
  }

  private static func requirePrivacy(of file: String) throws(ServiceError) {
    var status = stat()
    guard unsafe stat(file, &status) == 0 else { throw .unusableCertificate("\(file) can't be read") }
    guard status.st_mode & 0o007 == 0 else {
      throw .unusableCertificate("\(file) is open to others: chmod 600, or 640 with a group of its own")
    }
  }
}
