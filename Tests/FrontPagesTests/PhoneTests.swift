import Testing

@testable import FrontPages

@Suite("Telephone numbers")
struct PhoneTests {
  @Test(
    "A number that can be dialled is reduced to its digits",
    arguments: [
      ("16012345678", "16012345678"), ("16012345678.0", "16012345678"), ("16012345678.00", "16012345678"),
      ("160.1234.5678", "16012345678"), ("160 1234 5678", "16012345678"),
      ("160-1234-5678", "16012345678"), ("+8616012345678", "16012345678"), ("+86 160 1234 5678", "16012345678"),
      ("8616012345678", "16012345678"), ("008616012345678", "16012345678"), ("１６０１２３４５６７８", "16012345678"),
      ("016012345678", "16012345678"), ("0551-62345678", "055162345678"), ("(0551)6234567", "05516234567"),
      ("010-62345678", "01062345678"), ("+86 551 62345678", "055162345678"), ("62345678", "62345678"),
      ("6234567", "6234567"), ("4008123456", "4008123456"), ("0551-62345678转801", "055162345678#801"),
      ("0551-62345678-801", "055162345678#801"), ("010-6234-5678", "01062345678"), ("16012345678(儿子)", "16012345678"),
      ("女儿：16012345678", "16012345678"), ("+81 3 1234 5678", "+81312345678"),
    ])
  func usable(text: String, expected: String) {
    let (number, further, isSeveral) = PhoneReading.read(text)
    #expect(further.isEmpty && number.usability == .usable)
    #expect(number.text == expected)
    #expect(!isSeveral)
  }

  @Test(
    "A number that can't be dialled is kept with its defect",
    arguments: [
      ("1.38E+10", PhoneNumber.Defect.scientificNotation), ("1.5836681520e10", .scientificNotation),
      ("1601234567", .wrongLength), ("160123456789", .wrongLength), ("12345678901", .wrongLength),
      ("123", .wrongLength),
      ("00000000000", .placeholder), ("11111111111", .placeholder), ("99999999", .placeholder),
      ("住院处", .notANumber), ("同上", .notANumber), ("1601234567(儿子)", .wrongLength),
    ])
  func unusable(text: String, defect: PhoneNumber.Defect) {
    let number = PhoneReading.read(text).number
    #expect(number.usability == .unusable(defect))
    #expect(number.text == text)
  }

  @Test(
    "Of several numbers all that can be dialled are taken, each once",
    arguments: [
      ("123/16012345678", []), ("16012345678;0551-62345678", ["055162345678"]),
      ("16012345678、16412345678", ["16412345678"]),
      ("16012345678 16412345678", ["16412345678"]), ("16012345678/16012345678;+86 16012345678,123", []),
      ("女儿16012345678 儿子16412345678", ["16412345678"]), ("16012345678\n16412345678", ["16412345678"]),
    ])
  func several(text: String, others: [String]) {
    let (number, further, isSeveral) = PhoneReading.read(text)
    #expect(number.text == "16012345678" && number.isUsable && isSeveral)
    #expect(further.map(\.text) == others)
  }

  @Test("Mobile numbers are told from others")
  func mobile() {
    #expect(PhoneReading.read("16012345678").number.isMobile)
    #expect(!PhoneReading.read("055162345678").number.isMobile)
    #expect(!PhoneNumber.absent.isMobile)
  }

  @Test("Identity numbers are checked as GB 11643 says")
  func identityNumbers() {
    let valid = IdentityNumber("990102196305141221")
    let check = IdentityNumber.checkCharacter(Array("99010219630514122".utf8))
    #expect(check == UInt8(ascii: "1"))
    #expect(valid.state == .valid && valid.sex == .female)
    #expect(valid.birthDate == PlainDate(year: 1963, month: 5, day: 14))
    #expect(IdentityNumber("990102196305141224").state == .invalid)
    #expect(IdentityNumber("990102196302301221").state == .invalid)
    #expect(IdentityNumber("3.40304E+17").state == .invalid)
    #expect(IdentityNumber("E12345678").state == .invalid)
    #expect(IdentityNumber("99026120071110173x").text == "99026120071110173X")
    #expect(IdentityNumber("99026120071110173x").state == .valid)
  }
}
