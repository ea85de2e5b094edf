import Operations
import SQL

extension WriteTransaction {
  /// Runs statements that move or change rows.
  /// - Returns: how many rows; a statement that answers with a number, such as a function that moves by itself, says so.
  func move(_ statements: [SQL]) async throws(Failure) -> Int {
    var moved = 0
    for statement in statements {
      let result = try await rows(statement)
      moved += try result.isEmpty ? result.affected : result.value(Int.self)
    }
    return moved
  }
}
