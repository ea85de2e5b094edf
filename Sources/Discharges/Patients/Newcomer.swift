import FoundationEssentials
import JSONRPC
package import Operations
package import SQL
import Vault

/// Somebody who is in hospital and of whom no file has told yet, as taken down at admission. The discharge's file lands on the same row:
/// it has the same record number, and what it says of the person counts from then on.
package struct Newcomer: Codable, Sendable, Described {
  let name: String
  let sex: Int
  var birthDate: CalendarDay?
  var phone: String?

  /// Somebody.
  package init(name: String, sex: Int, birthDate: CalendarDay?, phone: String?) {
    self.name = name
    self.sex = sex
    self.birthDate = birthDate
    self.phone = phone
  }

  package static let descriptions = [
    "name": "The name, 1 to 60 characters", "sex": "0 unknown, 1 male, 2 female, 9 not stated",
    "birthDate": "The birth date",
    "phone": "The patient's own number, 7 to 15 digits",
  ]

  /// - Throws: `INVALID_PARAMS` naming the field under the path.
  package func check(_ path: String, today: CalendarDay) throws(Failure) {
    let rules: [(Bool, String, LocalizedText)] = [
      (
        (1...60).contains(name.count) && !Normalised.name(name).isEmpty, "name",
        LocalizedText(chinese: "姓名须为 1 到 60 个字符", english: "must be 1 to 60 characters")
      ),
      (
        [0, 1, 2, 9].contains(sex), "sex",
        LocalizedText(chinese: "性别须为 0、1、2 或 9", english: "must be 0, 1, 2 or 9")
      ),
      (
        birthDate.map { $0 <= today && $0.year >= today.year - 130 } ?? true, "birthDate",
        LocalizedText(chinese: "出生日期须在过去 130 年之内", english: "must be a day of the last 130 years")
      ),
      (
        phone.map { $0.count <= 40 && (7...15).contains(Normalised.phone($0).count) } ?? true, "phone",
        LocalizedText(chinese: "电话号码须有 7 到 15 位数字", english: "must have 7 to 15 digits; landlines with their area code")
      ),
    ]
    for (holds, field, message) in rules where !holds {
      throw Failure.violation("\(path).\(field)", "range", message)
    }
  }

  /// By what the person is told apart from others.
  func marks(_ call: CallContext) -> PersonMarks {
    func index(_ text: String?, _ purpose: BlindIndexPurpose) -> Set<String> {
      Set([text.flatMap { call.blindIndex($0, purpose) }.map(Hexadecimal.text)].compactMap(\.self))
    }
    return PersonMarks(
      names: index(name, .name), birthDates: Set([birthDate?.daysSince1970].compactMap(\.self)),
      sexes: PersonMarks.told(sex), phones: index(phone, .phone))
  }

  /// Makes the person's row and number.
  /// - Returns: by what the audit trail names the person.
  func register(_ recordNumber: String, _ transaction: borrowing WriteTransaction) async throws(Failure) -> UUID {
    let call = transaction.call
    let (patient, subject) = (UUID.version7(), UUID())
    try transaction.disclosure.concerns(subject)
    try await transaction.rows(
      """
      insert into discharges.patient (tenant_id, patient_id, subject_id, record_number, name, name_index, sex, birth_date)
      values (\(call.tenant), \(patient), \(subject), \(recordNumber), \(call.seal(name, .patientName).bytes),
        \(call.blindIndex(name, .name) ?? []), \(Int16(sex)), \(birthDate))
      """)
    if let phone {
      try await transaction.rows(
        """
        insert into discharges.contact (tenant_id, contact_id, patient_id, source, phone, phone_index, last_four_index)
        values (\(call.tenant), \(UUID.version7()), \(patient), 'patient', \(call.seal(phone, .contactPhone).bytes),
          \(call.blindIndex(phone, .phone) ?? []), \(call.blindIndex(phone, .phoneLastFour) ?? []))
        """)
    }
    try await transaction.rows(DuplicateSearch.statement(tenant: call.tenant, patients: "select \(patient)::uuid"))
    return subject
  }
}
