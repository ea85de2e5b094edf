/// How an interactive transaction sees others.
public enum Isolation: Sendable, Hashable {
  /// Each statement sees what was committed before it began.
  case readCommitted
  /// All statements see what was committed before the first one; writes that collide fail with SQLSTATE 40001.
  case repeatableRead
  /// As if transactions ran one after the other; those that can't fail with SQLSTATE 40001.
  case serializable
  /// Repeatable read, and no writes: reports and exports.
  case readOnlySnapshot

  var begin: String {
    switch self {
    case .readCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED"
    case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
    case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
    case .readOnlySnapshot: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    }
  }
}
