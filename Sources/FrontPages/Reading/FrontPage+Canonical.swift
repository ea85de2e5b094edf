extension FrontPage {
  /// The stay as bytes for a fingerprint that tells unchanged rows: the same meaning gives the same bytes, however the file
  /// wrote it.
  ///
  /// Row and line, notes, and the institution (the importing hospital is known, and not every dialect names it) are left
  /// out. The first byte is the form's version; each value is its length as four bytes, 0xFFFFFFFF for none, and its
  /// UTF-8, so no two pages share their bytes.
  public var canonicalBytes: [UInt8] {
    var writer = CanonicalWriter()
    writer.put(recordNumber)
    writer.put("\(stayNumber)")
    writer.put(name)
    writer.put("\(sex.rawValue)")
    writer.put(birthDate?.description)
    writer.put(age.map { "\($0.value) \($0.unit.rawValue)" })
    writer.put(identityNumber?.text)
    writer.put(address)
    writer.put(phone.text)
    writer.put(workPhone.text)
    writer.put(contact.name)
    writer.put(contact.relation.map { "\($0.rawValue)" })
    writer.put(contact.phone.text)
    writer.put(admitted.description)
    writer.put(discharged.description)
    writer.put(admissionRoute.map { "\($0.rawValue)" })
    writer.put(department)
    writer.put(ward)
    writer.put(mainDiagnosis?.code)
    writer.put(mainDiagnosis?.name)
    writer.put("\(otherDiagnoses.count)")
    for diagnosis in otherDiagnoses {
      writer.put(diagnosis.code)
      writer.put(diagnosis.name)
    }
    writer.put("\(operations.count)")
    for operation in operations {
      writer.put(operation.code)
      writer.put(operation.date?.description)
      writer.put(operation.name)
    }
    for person in [attending, resident, nurse] { writer.put(person) }
    writer.put("\(wayOfLeaving.rawValue)")
    for further in furtherNumbers {
      writer.put(further.field.rawValue)
      writer.put(further.number.text)
    }
    return writer.bytes
  }
}

/// Writes texts so that they can't run into each other.
private struct CanonicalWriter {
  var bytes: [UInt8] = [1]

  init() {
    bytes.reserveCapacity(768)
  }

  mutating func put(_ text: String?) {
    let length = text.map { UInt32($0.utf8.count) } ?? .max
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(length >> shift & 0xFF)) }
    if let text { bytes.append(contentsOf: text.utf8) }
  }
}
