/// A department of the generated hospital with its wards and staff, the same in every file of a seed, so that a demo can set
/// up its directory before it imports.
public struct SyntheticDepartment: Sendable {
  /// The department's name.
  public let name: String
  /// Its wards' names.
  public let wards: [String]
  /// Its attending doctors.
  public let attending: [String]
  /// Its residents.
  public let residents: [String]
  /// Its nurses.
  public let nurses: [String]

  private(set) var share: Int
  let deathsPerMille: Int
  let cases: [SyntheticCase]

  /// The departments of a seed's hospital.
  public static func all(seed: UInt64) -> [SyntheticDepartment] {
    var departments: [SyntheticDepartment] = []
    var heading: Substring?
    var cases: [SyntheticCase] = []
    func close() {
      guard let heading, let department = SyntheticDepartment(heading, cases, seed: seed, number: departments.count)
      else {
        return
      }
      departments.append(department)
    }
    for line in SyntheticCase.table.split(separator: "\n") {
      if line.contains("#") {
        close()
        (heading, cases) = (line, [])
      } else if let illness = SyntheticCase(line) {
        cases.append(illness)
      }
    }
    close()
    return departments
  }

  /// The department with another share of the hospital's discharges; nil without any.
  func withShare(_ share: Int) -> SyntheticDepartment? {
    guard share > 0 else { return nil }
    var department = self
    department.share = share
    return department
  }

  private init?(_ heading: Substring, _ cases: [SyntheticCase], seed: UInt64, number: Int) {
    let parts = heading.split(separator: "#")
    guard parts.count == 4, let share = Int(parts[2]), let deaths = Int(parts[3]), !cases.isEmpty else { return nil }
    var random = SplitMix64(seed, 1, UInt64(number))
    func staff(_ count: Int, women: Int) -> [String] {
      (0..<count).map { _ in SyntheticNames.person(random.happens(women) ? .female : .male, &random) }
    }
    name = String(parts[0])
    wards = parts[1].split(separator: " ").map(String.init)
    self.share = share
    deathsPerMille = deaths
    self.cases = cases
    attending = staff(4, women: 400)
    residents = staff(6, women: 500)
    nurses = staff(10, women: 960)
  }
}
