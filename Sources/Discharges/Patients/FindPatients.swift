import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Finds discharges by what a caller on the phone says: name, number, last four digits, record number, identity number. Sealed columns
/// are searched by blind index: nothing is opened but what is found.
struct FindPatients: PipelinedQuery {
  static let name: StaticString = "patient.find"
  static let summary: StaticString =
    "Finds discharges by exact name, phone, its last four digits, record or identity number"
  static let access = Access.requires(.dischargeRead)
  static let audit = AuditRule.personal("followUp")
  static let descriptions = [
    "by": "name, phone, phoneLastFour, recordNumber or identityNumber", "value": "What to look for, exactly",
  ]

  let by: Key
  let value: String

  /// What is searched by.
  enum Key: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case name, phone, phoneLastFour, recordNumber, identityNumber
  }

  /// What was found, at most 100.
  struct Output: Codable, Sendable, Described {
    let items: [DischargeSummary]
    let isCutOff: Bool
    static let descriptions = [
      "items": "Discharges, newest first, names masked",
      "isCutOff": "Whether there are more than 100; search more narrowly",
    ]
  }

  static let example = Example(
    FindPatients(by: .recordNumber, value: "261001110003"),
    answers: Output(items: [DischargeSummary.sample], isCutOff: false))

  private static let limit = 100

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      DischargeSummary.shape.select(
        from: """
          (\(Person.found(tenant: call.tenant, try patients(call)))) as found
          join discharges.discharge d on d.tenant_id = \(call.tenant) and d.patient_id = found.patient_id
          \(DischargeSummary.joins(tenant: call.tenant))
          order by d.discharged_on desc, d.discharge_id limit \(Self.limit + 1)
          """), lane: .list, shown: Self.limit
    ) { Output(items: $0.items, isCutOff: $0.hasMore) }
  }

  private func patients(_ call: CallContext) throws(Failure) -> SQL {
    switch by {
    case .recordNumber:
      return "select patient_id from discharges.patient where tenant_id = \(call.tenant) and record_number = \(value)"
    case .name:
      let index = try blindIndex(call, .name)
      // A name behind an alias isn't found by it: otherwise the search would tell who that is.
      return """
        select p.patient_id from discharges.patient p
          where p.tenant_id = \(call.tenant) and p.name_index = \(index) and \(PatientName.alias) is null
        union all
        select patient_id from discharges.patient where tenant_id = \(call.tenant) and alias_index = \(index)
        """
    case .identityNumber:
      let index = try blindIndex(call, .identityNumber)
      return "select patient_id from discharges.patient where tenant_id = \(call.tenant) and identity_index = \(index)"
    case .phone:
      let index = try blindIndex(call, .phone)
      return
        "select distinct patient_id from discharges.contact where tenant_id = \(call.tenant) and phone_index = \(index)"
    case .phoneLastFour:
      let index = try blindIndex(call, .phoneLastFour)
      return """
        select distinct patient_id from discharges.contact
          where tenant_id = \(call.tenant) and last_four_index = \(index) limit 200
        """
    }
  }

  private func blindIndex(_ call: CallContext, _ purpose: BlindIndexPurpose) throws(Failure) -> [UInt8] {
    guard let index = call.blindIndex(value, purpose) else {
      throw Failure.violation(
        "value", "searchable",
        LocalizedText(
          chinese: "查询内容不完整", english: "is not complete: give the whole name, the whole number, or four digits"))
    }
    return index
  }
}
