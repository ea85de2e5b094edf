package import SQL

/// How a past is made up: the demo's, the benchmarks', a test's. It sets columns of tasks without asking whether a transition leads there;
/// the table's checks hold all the same. The running service doesn't use it.
package enum TaskSeeding {
  /// Sets columns of tasks `t`.
  /// - Parameters:
  ///   - columns: what follows `set`.
  ///   - source: a further row source.
  ///   - condition: which tasks.
  package static func update(_ columns: SQL, from source: SQL = "(values (1)) as seed", where condition: SQL = "true")
    -> SQL
  {
    "update followup.task t set \(columns) from \(source) where \(condition)"
  }

  /// The columns of a task that has ended.
  package static func ended(outcome: SQL, reason: SQL, at moment: SQL) -> SQL {
    """
    state = 'ended', resumes = null, outcome = \(outcome), reason = \(reason), closed_at = \(moment), claimed_by = null,
    claimed_until = null, rested_since = null, next_attempt_at = null, cause = 'seeded', cause_version = null, cause_input = null
    """
  }

  /// The columns of a due task that nobody has tried.
  package static let untouched: SQL = """
    state = 'due', resumes = null, outcome = null, reason = null, closed_at = null, claimed_by = null, claimed_until = null,
    rested_since = null, next_attempt_at = null, attempts = 0, reached = false, version = 1, cause = 'make', cause_version = null,
    cause_input = null
    """
}
