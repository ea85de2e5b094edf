import Foundation
import JSONRPC
import Mustache

/// The pages that the service shows to people who open its address in a browser.
struct Pages: Sendable {
  /// The one style sheet.
  let styles: [UInt8]
  private let library: MustacheLibrary
  private let methodCount: Int

  /// Reads the templates that were installed with the program.
  /// - Throws: ``ServiceError/missingResource(_:)``.
  init(methodCount: Int) throws {
    self.methodCount = methodCount
    styles = Array(try Self.resource("styles.css").utf8)
    var library = MustacheLibrary()
    for name in ["layout", "home", "notFound"] {
      try library.register(try Self.resource("\(name).mustache"), named: name)
    }
    self.library = library
  }

  /// What this is and where to go.
  func home(_ language: Language, at address: ServiceAddress, isReady: Bool) -> String {
    render(HomePage(language, at: address, isReady: isReady, methodCount: methodCount), "home")
  }

  /// Nothing is here.
  func notFound(_ language: Language) -> String {
    render(NotFoundPage(language), "notFound")
  }

  private func render(_ page: Any, _ template: String) -> String {
    library.render(page, withTemplate: template) ?? ""
  }

  private static func resource(_ name: String) throws -> String {
    let file = Bundle.module.bundleURL.appending(path: "Templates/\(name)")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { throw ServiceError.missingResource(name) }
    return text
  }
}
