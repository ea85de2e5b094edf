import FoundationEssentials
import FrontPages
import JSONRPC
import Operations

/// A row that was not taken, with its values as they stand in the file.
struct RejectedRow: Sendable {
  let rejection: FrontPageRejection
  let cells: [String]

  /// The values, sealed for their place.
  func sealed(of importID: UUID, _ sealer: Sealer) throws -> [UInt8] {
    let json = try JSONOutput.encode(cells).bytes
    return sealer.seal(json, .rejectedCells, row: importID, part: rejection.rowNumber)
  }

  /// Why it was not taken, as it is stored: in both languages, masked already.
  func violations(_ header: FrontPageHeader?) throws -> String {
    try JSONOutput.encode(rejection.problems.map { StoredProblem($0, header) }).text
  }
}

private struct StoredProblem: Encodable {
  let field: String
  let column: String?
  let rule: String
  let value: String?
  let chinese: String
  let english: String

  init(_ problem: FrontPageProblem, _ header: FrontPageHeader?) {
    field = problem.field.rawValue
    column = problem.column ?? header?.columnNames[problem.field]
    rule = problem.rule.rawValue
    value = problem.value
    chinese = problem.chinese
    english = problem.english
  }
}
