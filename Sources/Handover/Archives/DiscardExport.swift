import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Discards an archive: one that was fetched, or one that nobody wants any more.
struct DiscardExport: Command {
  static let name: StaticString = "hospital.export.discard"
  static let summary: StaticString = "Deletes an archive that was fetched or isn't wanted any more"
  static let access = Access.requires(.hospitalExport)
  static let audit = AuditRule.impersonal("export")
  static let descriptions = ["exportId": "The archive"]

  let exportId: UUID

  typealias Output = Done

  static let example = Example(DiscardExport(exportId: CreateExport.sampleID), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let tenant = transaction.call.tenant
    let jobs = try await transaction.rows(
      """
      update handover.export set status = 'discarded', passphrase = null, download_hash = null, download_until = null
        where tenant_id = \(tenant) and export_id = \(exportId) returning job_id
      """
    ).values(UUID?.self)
    guard let job = jobs.first else { throw Failure(.notFound) }
    try await transaction.rows(
      "delete from handover.export_part where tenant_id = \(tenant) and export_id = \(exportId)")
    if let job {
      try await transaction.rows(JobCancellation.statement(tenant: tenant, job: "select \(job)::uuid"))
    }
    return Audited(Done(), count: 1)
  }
}
