import FoundationEssentials
import FrontPages
import Postgres
import SQL
import TestSupport
import Testing

@testable import FollowUp

@Suite("What may happen to a task")
struct TaskTransitionTests {
  /// Who has the task in hand.
  enum Hand: CaseIterable { case nobody, somebody, expired }

  /// A row as it may stand in the table.
  struct Start: CustomStringConvertible {
    let standing: TaskStanding
    var reason: String?
    var hand = Hand.nobody

    var hasMoment: Bool { standing == .resting }
    var description: String { "\(standing) \(reason ?? "-") in hand: \(hand)" }

    static let all: [Start] = {
      let places: [(TaskStanding, [String?])] = [
        (.due, [nil]), (.resting, ["retry", "promised", "lastPromise"]),
        (.waitingForNumber, ["wrongNumber", "vacantNumber", "noNumber"]),
        (.held, ["dispute", "administrativeDischarge", "readmitted", "other"]), (.superseded, ["superseded"]),
        (.completed, [nil]), (.notFollowedUp, ["noAnswer", "vacantNumber", "deathWithdrawn"]),
        (.cancelled, ["deceased"]),
        (.excluded, ["dispute", "superseded"]),
      ]
      return places.flatMap { standing, reasons in
        reasons.flatMap { reason in
          Hand.allCases.compactMap { hand in
            let isPossible = standing.isOpen ? standing != .superseded || hand != .nobody : hand == .nobody
            return isPossible ? Start(standing: standing, reason: reason, hand: hand) : nil
          }
        }
      }
    }()

    var columns: SQL {
      guard standing.isOpen else {
        return TaskSeeding.ended(
          outcome: "\(standing.rawValue)", reason: "\(reason)::text", at: "now() - interval '3 days'")
      }
      let isClaimed = hand != .nobody
      return """
        outcome = null, closed_at = null, cause = 'make', cause_version = null, cause_input = null, attempts = 0, reached = false,
        state = \(isClaimed ? "inProgress" : standing.rawValue),
        resumes = \(isClaimed ? standing.rawValue : nil)::text, reason = \(reason)::text,
        rested_since = case when \([.held, .waitingForNumber].contains(standing)) then t.created_at::date - 3 end,
        next_attempt_at = case when \(hasMoment) then now() + interval '1 hour' end,
        claimed_by = case when \(isClaimed) then (select account_id from identity.account order by account_id limit 1) end,
        claimed_until = case when \(isClaimed) then now() + \(hand == .somebody ? "1 hour" : "-1 hour")::interval end
        """
    }
  }

  /// One row with all that any transition may ask.
  private func facts(_ transition: TaskTransition, _ start: Start, _ variant: Bool) -> SQL {
    let reason: String? =
      switch transition {
      case .close: variant ? "deceased" : "other"
      case .hold: variant ? "readmitted" : "dispute"
      case .exclude: "administrativeDischarge"
      default: start.hasMoment ? "retry" : nil
      }
    return """
      (select account_id as account, now() + interval '30 minutes' as claimed_until, gen_random_uuid() as attempt_id,
          gen_random_uuid() as hold_id, 1 as hold_version, gen_random_uuid() as correction_id, gen_random_uuid() as later_id,
          gen_random_uuid() as death_id, true as is_answered, \(variant) as is_wanted,
          \(variant ? "vacantNumber" : "noAnswer")::text as disposition, 'vacantNumber'::text as problem,
          now() + interval '1 day' as promised_at, now() as now, seen.today, \(reason)::text as reason,
          \(start.hasMoment ? "resting" : "due")::text as place, null::date as since, seen.today - 2 as asked_on,
          3::smallint as maximum_attempts, \(variant) as is_promised, \(variant) as can_be_met,
          seen.department_id as from_id, seen.department_id as to_id, seen.department_id, seen.today - 20 as discharged_on
        from identity.account, (select department_id, created_at::date as today from followup.task limit 1) as seen order by account_id desc limit 1) as fact
      """
  }

  private func isAllowed(_ transition: TaskTransition, _ start: Start, _ variant: Bool) -> Bool {
    guard transition.from.contains(where: { $0.allows(start.standing, start.reason) }) else { return false }
    switch transition {
    // Another person's claim; a hold and a later plan are only for whoever has the task in hand already.
    case .claim: return start.hand != .somebody && [.due, .resting, .waitingForNumber].contains(start.standing)
    case .hold: return start.standing != .held || start.reason != (variant ? "readmitted" : "dispute")
    case .supersede: return [.due, .resting].contains(start.standing) || !variant
    default: return true
    }
  }

  @Test("Each transition starts where it may, ends where it says, and keeps its cause; from elsewhere nothing changes")
  func all() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(daysAgo: 20)])
      try await region.owner.transaction { transaction in
        let (tenant, task) = try await transaction.run(
          "select tenant_id, task_id from followup.task where responsible_role = 'agent'"
        ).single((UUID, UUID).self)
        _ = try await transaction.run("select set_config('app.tenant_id', \(tenant.uuidString), true)")
        for transition in TaskTransition.allCases {
          for start in Start.all {
            for variant in [false, true] {
              let what: Comment = "\(transition) from \(start), variant \(variant)"
              let rows = try await transaction.pipelined([
                TaskSeeding.update(start.columns, where: "t.task_id = \(task)"),
                transition.update(
                  tenant: tenant, facts: facts(transition, start, variant), where: "t.task_id = \(task)"),
                """
                select coalesce(t.outcome, \(TaskColumns.standing)), t.reason, t.state, t.claimed_by is not null, t.cause
                  from followup.task t where t.task_id = \(task)
                """,
              ])
              #expect(rows[0].affected == 1, what)
              let isAllowed = isAllowed(transition, start, variant)
              #expect(rows[1].affected == (isAllowed ? 1 : 0), what)
              let (name, reason, state, isClaimed, cause) = try rows[2].single(
                (String, String?, String, Bool, String).self)
              let standing = try #require(TaskStanding(rawValue: name), what)
              guard isAllowed else {
                #expect(standing == start.standing && reason == start.reason, what)
                continue
              }
              #expect((transition.to ?? [start.standing]).contains(standing), what)
              let keepsClaim =
                transition == .claim || transition.keepsClaim && standing.isOpen && start.hand == .somebody
                || transition.to == nil && start.hand != .nobody
              #expect(isClaimed == keepsClaim && (state == "inProgress") == keepsClaim, what)
              #expect([transition.rawValue, start.standing.isOpen ? "make" : "seeded"].contains(cause), what)
              #expect(cause == transition.rawValue || !changesCause(transition, start), what)
            }
          }
        }
      }
    }
  }

  private func changesCause(_ transition: TaskTransition, _ start: Start) -> Bool {
    switch transition {
    case .claim, .release, .moveDepartment, .moveCentre, .follow: false
    case .promise, .tryAgain, .numberFound: start.standing != .held
    default: true
    }
  }

  @Test("Whoever has a task in hand under a hold, or after a later plan took its place, may go on with it")
  func own() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(daysAgo: 20)])
      try await region.owner.transaction { transaction in
        let (tenant, task) = try await transaction.run(
          "select tenant_id, task_id from followup.task where responsible_role = 'agent'"
        ).single((UUID, UUID).self)
        for start in Start.all where start.standing.isOpen && start.hand != .nobody {
          let rows = try await transaction.pipelined([
            TaskSeeding.update(start.columns, where: "t.task_id = \(task)"),
            TaskTransition.claim.update(
              tenant: tenant,
              facts: """
                (select account_id as account, now() + interval '30 minutes' as claimed_until from identity.account
                  order by account_id limit 1) as fact
                """, where: "t.task_id = \(task)"),
            "select resumes, claimed_until > now() from followup.task where task_id = \(task)",
          ])
          #expect(rows[1].affected == 1, "\(start)")
          #expect(try rows[2].single((String, Bool).self) == (start.standing.rawValue, true), "\(start)")
        }
      }
    }
  }

  @Test("Nothing updates tasks but the transitions, and what makes up a past")
  func nowhereElse() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var found: [String] = []
    for folder in ["Sources", "sql", "Tests"] {
      let files = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
      for file in files where file.hasSuffix(".swift") || file.hasSuffix(".sql") {
        guard !file.contains("Fixtures/") else { continue }
        let text = String(
          decoding: try Data(contentsOf: root.appending(path: folder).appending(path: file)), as: UTF8.self)
        if text.lowercased().contains(/update\s+(only\s+)?followup\.task\b/) { found.append(file) }
      }
    }
    #expect(found.sorted() == ["FollowUp/Tasks/TaskSeeding.swift", "FollowUp/Tasks/TaskTransition+SQL.swift"])
  }
}
