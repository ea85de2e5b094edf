import FollowUp
import JSONRPC
import Operations
import SQL

/// One line of the report. Counts first, rates from them.
struct Figures: Codable, Sendable, Described {
  let key: String
  let name: String
  let discharges: Int
  let excluded: Int
  let eligible: Int
  let attempted: Int
  let reached: Int
  let completed: Int
  let notFollowedUp: Int
  let lost: [LostCount]
  let pending: Int
  let followUpRate: Rate
  let contactRate: Rate

  static let descriptions = [
    "key": "The group: a department's id, a policy's id with the round's number, a month, or hospital",
    "name": "The group's name; a round's with its policy's before it",
    "discharges": "Discharges that a policy looked at: eligible and excluded ones (in a round's line: its tasks)",
    "excluded": "Discharges that every policy leaves out (不予回访): death, short stay, a later stay's plan in its place",
    "eligible": "Discharges that were to be followed up",
    "attempted": "Of these, tried at least once",
    "reached": "Of these, somebody answered at least once",
    "completed": "Followed up: with a follow-up record",
    "notFollowedUp": "eligible − completed",
    "lost": "Of the not followed up, those that have ended, by reason",
    "pending": "Of the not followed up, those that are still open",
    "followUpRate": "completed of eligible (回访率)",
    "contactRate": "reached of attempted (接通率)",
  ]

  init(
    key: String, name: String, discharges: Int, excluded: Int, eligible: Int, attempted: Int, reached: Int,
    completed: Int,
    lost: [LostCount], pending: Int
  ) {
    self.key = key
    self.name = name
    self.discharges = discharges
    self.excluded = excluded
    self.eligible = eligible
    self.attempted = attempted
    self.reached = reached
    self.completed = completed
    self.notFollowedUp = eligible - completed
    self.lost = lost
    self.pending = pending
    followUpRate = Rate(completed, of: eligible)
    contactRate = Rate(reached, of: attempted)
  }

  /// `f` counts the discharges of a group, `x` those that are left out of follow-up, `l` why others were not followed up.
  /// - Parameter name: what the group is called.
  static func shape(name: SQL) -> RowShape<Figures> {
    RowShape { row in
      let eligible = try row["coalesce(f.eligible, 0)::bigint", as: Int.self]
      let excluded = try row["coalesce(x.n, 0)::bigint", as: Int.self]
      let reasons = try row["coalesce(l.reasons, '{}')", as: [String].self]
      let numbers = try row["coalesce(l.counts, '{}')::bigint[]", as: [Int].self]
      return Figures(
        key: try row["coalesce(f.key, x.key)"],
        name: try row["coalesce(\(name), coalesce(f.key, x.key))"],
        discharges: eligible + excluded,
        excluded: excluded,
        eligible: eligible,
        attempted: try row["coalesce(f.attempted, 0)::bigint"],
        reached: try row["coalesce(f.reached, 0)::bigint"],
        completed: try row["coalesce(f.completed, 0)::bigint"],
        lost: zip(reasons, numbers).compactMap { reason, count in
          NotFollowedUpReason(rawValue: reason).map { LostCount(reason: $0, count: count) }
        },
        pending: try row["coalesce(f.pending, 0)::bigint"])
    }
  }
}

/// How many were not followed up for one reason.
struct LostCount: Codable, Sendable, Described {
  let reason: NotFollowedUpReason
  let count: Int

  static let descriptions = ["reason": "The reason", "count": "How many"]
}
