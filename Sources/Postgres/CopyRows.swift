public import SQL

/// Rows in COPY's binary format, finished before any copying begins: made by as many tasks as there are cores, sent by one.
public struct CopyRows: Sendable {
  /// How many there are.
  public private(set) var count = 0
  private(set) var bytes: [UInt8] = []

  /// None yet, with room for so many bytes.
  public init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Adds one row; the values' types must be the columns', as binary COPY converts nothing.
  public mutating func append<each Value: SQLEncodable>(_ value: repeat each Value) {
    var columns: Int16 = 0
    for _ in repeat each value { columns += 1 }
    bytes.append(bigEndian: columns)
    repeat bytes.appendField(each value)
    count += 1
  }
}
