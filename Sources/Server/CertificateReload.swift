import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the certificate again when the process is sent SIGHUP, as whoever renews it does.
struct CertificateReload: Service {
  let certificate: ServerCertificate
  let logger: Logger

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    await cancelWhenGracefulShutdown {
      for await _ in signals { reload() }
    }
  }

  private func reload() {
    do throws(ServiceError) {
      try certificate.reload()
      logger.info("the certificate was read again")
    } catch {
      logger.error("the certificate in use stays", metadata: ["reason": "\(error)"])
    }
  }
}
