import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import JSONRPC
import Operations
import Postgres

/// The addresses beside `/rpc`: pages, documents, figures and files.
struct Site: Sendable {
  let pages: Pages
  let openRPC: JSONBytes
  let readiness: Readiness
  let metrics: Metrics
  let database: Database
  let upload: ImportUpload
  let download: FileDownload
  let exports: ExportDownload
  let proxies: TrustedProxies
  let isEncrypted: Bool

  /// The one router.
  func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: Courtesies(pages: pages, proxies: proxies, isEncrypted: isEncrypted))
    router.get("/") { request, context in
      let language = Language(request)
      let peer = Peer(context.remoteAddress, proxies, isEncrypted: isEncrypted)
      return Response.page(
        pages.home(
          language, at: ServiceAddress(request, isEncrypted: peer.isEncrypted(by: request)),
          isReady: await readiness.report().isReady),
        language)
    }
    router.get("styles.css") { _, _ in Response(.ok, pages.styles, "text/css; charset=utf-8", cache: "max-age=3600") }
    router.get("openrpc.json") { _, _ in Response(.ok, openRPC.bytes, "application/json", cache: "no-cache") }
    router.get("healthz") { _, _ in Response(.ok, Array(#"{"status":"ok"}"#.utf8), "application/json") }
    router.get("readyz") { _, _ in
      let report = await readiness.report()
      return Response(report.isReady ? .ok : .serviceUnavailable, Array(report.json.utf8), "application/json")
    }
    router.get("metrics") { _, _ in
      let text = MetricsText(metrics, database.statistics).text
      return Response(.ok, Array(text.utf8), "text/plain; version=0.0.4; charset=utf-8")
    }
    router.put("files/imports/:importId") { request, context in
      try await upload.receive(request, import: context.parameters.get("importId") ?? "", from: context.remoteAddress)
    }
    router.get("files/downloads/:token") { request, context in
      try await download.send(request, token: context.parameters.get("token") ?? "", to: context.remoteAddress)
    }
    router.get("files/exports/:exportId/:token") { request, context in
      try await exports.send(
        request, export: context.parameters.get("exportId") ?? "", token: context.parameters.get("token") ?? "",
        from: context.remoteAddress)
    }
    return router
  }
}

/// What every address beside the API owes a browser: strict headers, and a page where there is nothing else to say.
struct Courtesies: RouterMiddleware {
  let pages: Pages
  let proxies: TrustedProxies
  let isEncrypted: Bool

  @concurrent
  func handle(
    _ request: Request, context: SiteContext, next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as any HTTPResponseError where error.status == .notFound {
      let language = Language(request)
      response = Response.page(pages.notFound(language), language, .notFound)
    } catch let error as any HTTPResponseError {
      response = try error.response(from: request, context: context)
    }
    for (name, value) in Self.fields where response.headers[name] == nil { response.headers[name] = value }
    if Peer(context.remoteAddress, proxies, isEncrypted: isEncrypted).isEncrypted(by: request) {
      response.headers[.strictTransportSecurity] = HTTPField.strictTransportSecurity
    }
    return response
  }

  private static let fields: [(HTTPField.Name, String)] = [
    (.cacheControl, "no-store"), (.contentTypeOptions, "nosniff"), (.referrerPolicy, "no-referrer"),
    (
      .contentSecurityPolicy,
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'"
    ),
  ]
}

extension Peer {
  /// Whether a request for a page came encrypted.
  func isEncrypted(by request: Request) -> Bool {
    isEncrypted(forwardedProtocol: request.headers[.forwardedProtocol])
  }
}

extension Language {
  /// The language of a page: `?lang=en` goes before what the browser says.
  init(_ request: Request) {
    switch request.uri.queryParameters["lang"] {
    case "en": self = .english
    case "zh", "zh-CN": self = .chinese
    default: self.init(acceptLanguage: request.headers[.acceptLanguage])
    }
  }
}

extension Response {
  init(_ status: HTTPResponse.Status, _ bytes: [UInt8], _ type: String, cache: String = "no-store") {
    self.init(
      status: status, headers: [.contentType: type, .cacheControl: cache],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// A page for people.
  static func page(_ text: String, _ language: Language, _ status: HTTPResponse.Status = .ok) -> Response {
    var response = Response(status, Array(text.utf8), "text/html; charset=utf-8")
    response.headers[.contentLanguage] = language.rawValue
    response.headers[.vary] = "Accept-Language"
    return response
  }
}
