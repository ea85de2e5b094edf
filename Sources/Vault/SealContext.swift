public import FoundationEssentials

/// What a sealed value is bound to besides its tenant: the column it stands in, and the row where that matters.
///
/// The context is authenticated, not stored: a value copied to another column, tenant or bound row doesn't open. Features
/// declare theirs once: `extension SealContext { static let patientName: SealContext = "discharges.patient.name" }`.
public struct SealContext: Sendable, ExpressibleByStringLiteral {
  let column: StaticString
  let binding: [UInt8]

  /// The column's name, as `"discharges.patient.name"`; a literal, because it may never change while values exist.
  public init(_ column: StaticString) {
    self.column = column
    binding = []
  }

  /// As ``init(_:)``.
  public init(stringLiteral column: StaticString) {
    self.init(column)
  }

  /// The column's name.
  public var name: String { "\(column)" }

  private init(column: StaticString, binding: [UInt8]) {
    self.column = column
    self.binding = binding
  }

  /// The same column bound to one row and one part of it, so that a file's parts can't be exchanged or reordered.
  public func bound(to row: UUID, part: UInt32 = 0) -> SealContext {
    // The zero byte keeps a bound context apart from a column whose name happens to continue like it.
    SealContext(column: column, binding: [0] + row.octets + part.bigEndianBytes)
  }
}

extension UUID {
  /// The 16 bytes in network order.
  var octets: [UInt8] {
    unsafe Swift.withUnsafeBytes(of: uuid) { unsafe [UInt8]($0) }
  }
}
