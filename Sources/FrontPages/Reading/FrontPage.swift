/// One discharged stay, as the first page of its medical record 住院病案首页 tells it, whatever dialect the file spoke.
public struct FrontPage: Sendable, Hashable {
  /// The physical record in the file; the header is 0.
  public var rowNumber: Int
  /// The line on which the record begins; the header's first line is 1.
  public var lineNumber: Int

  /// Record number 病案号: the patient within the hospital.
  public var recordNumber: String
  /// Which stay of the patient this is 住院次数, from 1.
  public var stayNumber: Int
  /// The institution's code, when the dialect has one.
  public var institutionCode: String?
  /// The institution's name.
  public var institutionName: String?

  /// The patient's name.
  public var name: String
  /// The patient's sex.
  public var sex: Sex
  /// The birth date; nil when missing or none.
  public var birthDate: PlainDate?
  /// The age as stated.
  public var age: StatedAge?
  /// The identity number; nil when absent.
  public var identityNumber: IdentityNumber?
  /// The present address.
  public var address: String?
  /// The patient's own number.
  public var phone: PhoneNumber
  /// The number at work.
  public var workPhone: PhoneNumber
  /// Whom to ask when the patient can't be reached.
  public var contact: Contact
  /// Further numbers that can be dialled, where a field held several.
  public var furtherNumbers: [FurtherNumber] = []

  /// When the stay began.
  public var admitted: PlainDateTime
  /// When it ended.
  public var discharged: PlainDateTime
  /// How the patient came in.
  public var admissionRoute: AdmissionRoute?
  /// The department at discharge.
  public var department: String?
  /// The ward at discharge.
  public var ward: String?
  /// The main diagnosis; nil when the file gave neither code nor name.
  public var mainDiagnosis: Diagnosis?
  /// The other diagnoses in their order on the page.
  public var otherDiagnoses: [Diagnosis]
  /// Operations and procedures in their order on the page.
  public var operations: [Operation]
  /// The attending doctor 主治医师.
  public var attending: String?
  /// The resident doctor 住院医师, usually the bed doctor.
  public var resident: String?
  /// The responsible nurse 责任护士.
  public var nurse: String?
  /// How the patient left.
  public var wayOfLeaving: WayOfLeaving

  /// What was kept but should be remarked on.
  public var notes: [FrontPageNote]

  /// The most characters of a department's or a member of staff's name.
  static let longestName = 60

  /// A page with what no page lacks; everything else blank.
  public init(
    recordNumber: String, stayNumber: Int, name: String, admitted: PlainDateTime, discharged: PlainDateTime,
    wayOfLeaving: WayOfLeaving
  ) {
    self.rowNumber = 0
    self.lineNumber = 0
    self.recordNumber = recordNumber
    self.stayNumber = stayNumber
    self.name = name
    self.sex = .unknown
    self.phone = .absent
    self.workPhone = .absent
    self.contact = Contact()
    self.admitted = admitted
    self.discharged = discharged
    self.otherDiagnoses = []
    self.operations = []
    self.wayOfLeaving = wayOfLeaving
    self.notes = []
  }

  /// Whether the page names no number at all, usable or not: neither the patient's, nor work's, nor the contact's.
  public var hasNoNumber: Bool {
    phone.usability == .absent && workPhone.usability == .absent && contact.phone.usability == .absent
  }
}

extension FrontPage {
  /// The person named to be asked about the patient.
  public struct Contact: Sendable, Hashable {
    /// The name.
    public var name: String?
    /// What the person is to the patient.
    public var relation: ContactRelation?
    /// The person's number.
    public var phone: PhoneNumber

    /// A contact; all blank without arguments.
    public init(name: String? = nil, relation: ContactRelation? = nil, phone: PhoneNumber = .absent) {
      self.name = name
      self.relation = relation
      self.phone = phone
    }
  }

  /// A diagnosis: an ICD-10 code in the national extension, its name, or both.
  public struct Diagnosis: Sendable, Hashable {
    /// The code, letters in upper case.
    public var code: String?
    /// The name.
    public var name: String?

    /// A diagnosis.
    public init(code: String?, name: String?) {
      self.code = code
      self.name = name
    }
  }

  /// A number beside the first one of its field.
  public struct FurtherNumber: Sendable, Hashable {
    /// Whose it is: `phone`, `workPhone` or `contactPhone`.
    public var field: FrontPageField
    /// The number, which can be dialled.
    public var number: PhoneNumber

    /// A further number.
    public init(field: FrontPageField, number: PhoneNumber) {
      self.field = field
      self.number = number
    }
  }

  /// An operation or procedure: an ICD-9-CM-3 code, its day and name, as far as given.
  public struct Operation: Sendable, Hashable {
    /// The code.
    public var code: String?
    /// When it was done.
    public var date: PlainDateTime?
    /// The name.
    public var name: String?

    /// An operation.
    public init(code: String?, date: PlainDateTime?, name: String?) {
      self.code = code
      self.date = date
      self.name = name
    }
  }
}
