/// The rows that one statement gave, copied out of the connection's memory so that they may cross threads.
///
/// All values stand in one buffer; a row is read when it is asked for.
public struct Rows: Sendable, RandomAccessCollection {
  let storage: Storage
  /// How many rows the statement touched or returned, as the server counts them: inserted, updated, deleted, selected.
  public let affected: Int

  /// What rows and collection share; never changes.
  final class Storage: Sendable {
    let columnTypes: [UInt32]
    let rowCount: Int
    let ends: [UInt32]
    let bytes: [UInt8]

    init(columnTypes: [UInt32], rowCount: Int, ends: [UInt32], bytes: [UInt8]) {
      self.columnTypes = columnTypes
      self.rowCount = rowCount
      self.ends = ends
      self.bytes = bytes
    }

    static let empty = Storage(columnTypes: [], rowCount: 0, ends: [], bytes: [])
  }

  /// Marks a NULL in `ends`; what remains bounds a result to 2 GB.
  package static let nullFlag: UInt32 = 1 << 31

  /// No rows, as after INSERT without RETURNING.
  public init(affected: Int = 0) {
    storage = Storage.empty
    self.affected = affected
  }

  /// Rows from their parts: `ends` has for each value, row by row, where it ends in `bytes`, with `nullFlag` for NULL.
  package init(affected: Int, columnTypes: [UInt32], rowCount: Int, ends: [UInt32], bytes: [UInt8]) {
    storage = Storage(columnTypes: columnTypes, rowCount: rowCount, ends: ends, bytes: bytes)
    self.affected = affected
  }

  /// Always zero.
  public var startIndex: Int { 0 }
  /// The number of rows.
  public var endIndex: Int { storage.rowCount }
  /// The object ids of the columns' types.
  public var columnTypes: [UInt32] { storage.columnTypes }

  /// The row with this index.
  public subscript(position: Int) -> Row {
    precondition(position >= 0 && position < storage.rowCount, "no such row")
    return Row(storage: storage, index: position)
  }
}

extension Rows: CustomStringConvertible, CustomReflectable {
  /// Counts only: the values may be personal data.
  public var description: String { "Rows(\(count) × \(storage.columnTypes.count), affected: \(affected))" }
  /// Counts only.
  public var customMirror: Mirror { Mirror(self, children: ["count": count, "affected": affected]) }
}
