import CLibPQ
import SQL

/// A result in libpq's memory. It can't be copied, and is cleared when its only owner lets it go.
@safe
struct ResultHandle: ~Copyable {
  private let pointer: OpaquePointer

  init?(_ pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = pointer
  }

  deinit { unsafe PQclear(pointer) }

  var status: ExecStatusType { unsafe PQresultStatus(pointer) }

  /// The number at the end of the command's tag; zero for commands that count nothing.
  var affected: Int {
    guard var digits = unsafe PQcmdTuples(pointer) else { return 0 }
    var number = 0
    while unsafe digits.pointee != 0 {
      unsafe number = number &* 10 &+ Int(digits.pointee - 48)
      unsafe digits += 1
    }
    return number
  }

  /// Copies everything out. Returns nil if the result is larger than `Rows` can be (2 GB).
  ///
  /// - Parameter knownTypes: the column types of an earlier result of the same statement, so that they are shared.
  func rows(knownTypes: inout [UInt32]) -> Rows? {
    let columns = Int(unsafe PQnfields(pointer))
    let count = Int(unsafe PQntuples(pointer))
    guard columns > 0, count > 0 else { return Rows(affected: affected) }
    updateTypes(&knownTypes, columns: columns)
    var ends: [UInt32] = []
    ends.reserveCapacity(columns * count)
    var total = 0
    for row in 0..<Int32(count) {
      for column in 0..<Int32(columns) {
        let length = Int(unsafe PQgetlength(pointer, row, column))
        total += length
        guard total < Int(Rows.nullFlag) else { return nil }
        let isNull = unsafe length == 0 && PQgetisnull(pointer, row, column) != 0
        ends.append(isNull ? UInt32(total) | Rows.nullFlag : UInt32(total))
      }
    }
    return Rows(
      affected: affected, columnTypes: knownTypes, rowCount: count, ends: ends,
      bytes: copyValues(total: total, rows: Int32(count), columns: Int32(columns)))
  }

  private func updateTypes(_ types: inout [UInt32], columns: Int) {
    if types.count == columns {
      var areSame = true
      for column in 0..<columns where unsafe PQftype(pointer, Int32(column)) != types[column] { areSame = false }
      if areSame { return }
    }
    types = (0..<columns).map { unsafe PQftype(pointer, Int32($0)) }
  }

  private func copyValues(total: Int, rows: Int32, columns: Int32) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: total) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      for row in 0..<rows {
        for column in 0..<columns {
          let length = Int(unsafe PQgetlength(pointer, row, column))
          guard length > 0, let value = unsafe PQgetvalue(pointer, row, column) else { continue }
          unsafe UnsafeMutableRawPointer(base + initialized).copyMemory(from: value, byteCount: length)
          initialized += length
        }
      }
    }
  }

  /// One of the fields of an error, by its code in libpq.
  func errorField(_ code: ErrorField) -> String? {
    guard let text = unsafe PQresultErrorField(pointer, Int32(code.rawValue)) else { return nil }
    return unsafe String(cString: text)
  }

  /// The error as callers get it.
  func databaseError(statementIndex: Int?) -> DatabaseError {
    let state = errorField(.sqlState) ?? ""
    var raised: DatabaseError.RaisedDetail?
    if state.hasPrefix("HF") {
      raised = DatabaseError.RaisedDetail(
        message: errorField(.message) ?? "", detail: errorField(.detail), hint: errorField(.hint))
    }
    return DatabaseError(
      sqlState: state, constraint: errorField(.constraint), table: errorField(.table), raised: raised,
      statementIndex: statementIndex)
  }
}

/// The codes of libpq's PG_DIAG fields that we read.
enum ErrorField: UInt8 {
  case sqlState = 67  // C
  case message = 77  // M
  case detail = 68  // D
  case hint = 72  // H
  case table = 116  // t
  case constraint = 110  // n
  case routine = 82  // R
  case position = 80  // P
}
