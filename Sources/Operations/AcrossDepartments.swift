public import JSONRPC
public import SQL

/// What one department hears may end what another one was to do: a death, a stay that has begun. Then statements run over all departments of
/// the hospital, whatever the caller's scope, and the scope is as before afterwards. Row security and the gate stay in force: no other
/// hospital's row is reached, and nothing in a call whose event isn't declared personal.
///
/// Nothing that is read this way may reach the answer but counts. Each use says why; `docs/access.md` lists the reasons.
public enum AcrossDepartments {
  /// The statements between those that widen the scope and put it back, for a plan whose statements are all known before.
  /// - Parameter reason: why the caller's scope doesn't bound them.
  /// - Throws: ``Failure`` in a call that isn't declared personal: a mistake in the program.
  public static func statements(
    _ call: CallContext, reason: StaticString, _ statements: [SQL]
  ) throws(Failure) -> [SQL] {
    guard call.showsPersonalData else { throw Failure(.internalError) }
    return [widening] + statements + [restoring]
  }

  static let widening: SQL = """
    select set_config('app.former_departments', coalesce(current_setting('app.departments', true), ''), true),
      set_config('app.departments', '*', true)
    """
  static let restoring: SQL = "select set_config('app.departments', current_setting('app.former_departments'), true)"
}

extension SharedTransaction {
  /// Runs what must reach all departments of the hospital, whatever the caller's scope.
  /// - Parameter reason: why the caller's scope doesn't bound it.
  public func acrossDepartments<Value: Sendable>(
    reason: StaticString, _ body: (borrowing SharedTransaction) async throws -> Value
  ) async throws -> Value {
    guard showsPersonalData else { throw Failure(.internalError) }
    let before = try await rows("select coalesce(current_setting('app.departments', true), '')").single(String.self)
    try await rows("select set_config('app.departments', '*', true)")
    do {
      let value = try await body(self)
      try await rows("select set_config('app.departments', \(before), true)")
      return value
    } catch {
      // A failed statement has ended the transaction; any other error leaves it as it was.
      _ = try? await rows("select set_config('app.departments', \(before), true)")
      throw error
    }
  }
}
