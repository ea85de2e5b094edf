import Discharges
import FoundationEssentials
import JSONRPC
public import Operations
import SQL

/// Makes the tasks of the discharges that are there when a policy is published, some thousand patients a transaction, in the order of their
/// ids. What a crash or a cancellation leaves undone the next job goes on with; a patient's discharges are done together or not at all.
public struct PublicationJob: JobHandler {
  static let name = "policyPublication"
  /// As `operations.job` names it.
  public var kind: String { Self.name }
  private let patientsAtMost: Int

  /// - Parameter patientsAtMost: how many patients a transaction takes: few enough that a file being read waits moments.
  public init(patientsAtMost: Int = 2_000) {
    self.patientsAtMost = patientsAtMost
  }

  /// How many patients there are, kept from the first step on.
  private struct Total: Sendable {
    let count: Int
  }

  /// Takes the next patients.
  public func step(_ job: RunningJob) async throws -> JobStep {
    let known = job.memory.take(Total.self)
    let (step, total) = try await job.chunk("policy.publish.chunk") { transaction in
      if try await transaction.isCancelRequested() { throw Failure(.cancelled) }
      // No file is being read meanwhile: what a chunk of it brings this job must see, or that chunk the policy.
      try await transaction.rows(DischargeLock.statement(tenant: transaction.tenant))
      return try await chunk(job, known, transaction)
    }
    if let total { job.memory.keep(total) }
    return step
  }

  private func chunk(
    _ job: RunningJob, _ known: Total?, _ transaction: borrowing JobTransaction
  ) async throws -> (JobStep, Total?) {
    let tenant = transaction.tenant
    let found = try await transaction.rows(
      """
      select b.version, b.through_patient_id, b.task_count from followup.publication b
        where b.tenant_id = \(tenant) and b.policy_id = \(job.subjectID) and b.job_id = \(job.jobID)
      """)
    guard let (version, through, before) = try found.firstRow((Int, UUID?, Int).self) else {
      try await transaction.close(subjects: [], count: 0)
      return (.done, nil)
    }
    let rest: SQL = """
      from discharges.patient where tenant_id = \(tenant) and (\(through)::uuid is null or patient_id > \(through))
      """
    let patients = try await transaction.rows(
      "select patient_id \(rest) order by patient_id limit \(patientsAtMost)"
    ).decode(UUID.self)
    let done = try await transaction.done()
    let total =
      if let known { known } else {
        Total(count: done + (try await transaction.rows("select count(*) \(rest)").single(Int.self)))
      }
    let made = try await make(patients, job.subjectID, version, transaction)
    try await transaction.rows(
      """
      update followup.publication set through_patient_id = coalesce(\(patients.last), through_patient_id),
          task_count = task_count + \(made)
        where tenant_id = \(tenant) and policy_id = \(job.subjectID) and version = \(version)
      """)
    try await transaction.progress(
      done: done + patients.count, total: max(total.count, done + patients.count), message: "已生成 \(before + made) 个任务")
    try await transaction.close(subjects: [], count: made)
    return (patients.count < patientsAtMost ? .done : .more, total)
  }

  /// - Returns: how many tasks were made.
  private func make(
    _ patients: [UUID], _ policy: UUID, _ version: Int, _ transaction: borrowing JobTransaction
  ) async throws -> Int {
    let tenant = transaction.tenant
    let chosen: SQL = "select unnest(\(patients)::uuid[])"
    let discharges: SQL = """
      select d.discharge_id from discharges.discharge d join followup.policy p
        on p.tenant_id = d.tenant_id and p.policy_id = \(policy) and p.version = \(version)
        where d.tenant_id = \(tenant) and d.patient_id = any (array(\(chosen))) and d.discharged_on >= p.discharged_from
      """
    try await transaction.rows(TaskMaking.exclusions(tenant: tenant, of: discharges, isPart: true))
    let made = try await transaction.rows(TaskMaking.tasks(tenant: tenant, of: discharges, isPart: true))
    try await transaction.shared {
      try await LaterStays.settle($0, patients: Self.whoMayRestOrHaveComeBack(tenant, chosen))
    }
    return made.affected
  }

  /// Of these patients those under a hold, with several discharges, with an open stay, or with several record numbers: a small part.
  private static func whoMayRestOrHaveComeBack(_ tenant: UUID, _ chosen: SQL) -> SQL {
    """
    select patient_id from discharges.discharge
      where tenant_id = \(tenant) and patient_id = any (array(\(chosen))) group by patient_id having count(*) > 1
    union all
    select patient_id from followup.hold
      where tenant_id = \(tenant) and patient_id = any (array(\(chosen))) and lifted_on is null
    union all
    select patient_id from discharges.visit
      where tenant_id = \(tenant) and patient_id = any (array(\(chosen))) and ended_on is null
    union all
    select merged_id from discharges.patient_merge
      where tenant_id = \(tenant) and merged_id = any (array(\(chosen))) and unmerged_at is null
    """
  }
}
