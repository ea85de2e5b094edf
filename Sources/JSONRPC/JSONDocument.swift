/// JSON that has been read strictly (RFC 8259), as a flat tape over its bytes; nothing is decoded until somebody asks.
public struct JSONDocument: Sendable {
  let storage: JSONStorage

  /// Scans the whole of `bytes`.
  /// - Throws: ``JSONScanError`` with the rule and the offset.
  public init(scanning bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONScanError) {
    var scanner = JSONScanner(bytes, limits: limits)
    try scanner.scan()
    storage = JSONStorage(bytes: bytes, tape: scanner.tape)
  }

  private init(storage: JSONStorage) {
    self.storage = storage
  }

  /// The outermost value.
  public var root: JSONValue { JSONValue(storage: storage, index: 0) }

  /// `{}`: what absent params mean.
  static let emptyObject = JSONDocument(
    storage: JSONStorage(
      bytes: [.openingBrace, .closingBrace],
      tape: [TapeEntry(kind: .object, start: 0, end: 2, next: 1)]))
}
