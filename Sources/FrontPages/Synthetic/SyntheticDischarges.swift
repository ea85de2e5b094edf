/// Discharges of a hospital that doesn't exist: any number of them, the same for the same seed, in constant memory.
///
/// For the demo, for load and for tests. No person in them is real: identity numbers begin with 99, which GB/T 2260 gives
/// to no province, and mobile numbers with 160, 164, 168 or 169, which are assigned to no operator.
public struct SyntheticDischarges: Sendable {
  /// The hospital on each page.
  public struct Hospital: Sendable, Hashable {
    /// The institution's code.
    public var code: String
    /// Its name.
    public var name: String

    /// A hospital.
    public init(code: String, name: String) {
      self.code = code
      self.name = name
    }
  }

  /// What is wrong with a generated file, at known counts: ``SyntheticFile/summary`` tells them.
  public struct Dirt: Sendable, Hashable {
    /// How many rows in a thousand hold dirt that the reader copes with.
    public var keptPerMille: Int
    /// How many rows in a thousand can't become a stay.
    public var rejectedPerMille: Int
    /// How many rows stand in the file a second time.
    public var duplicates: Int

    /// So much dirt; shares 0…1000.
    public init(keptPerMille: Int, rejectedPerMille: Int, duplicates: Int) {
      self.keptPerMille = keptPerMille
      self.rejectedPerMille = rejectedPerMille
      self.duplicates = duplicates
    }

    /// A clean file.
    public static let none = Dirt(keptPerMille: 0, rejectedPerMille: 0, duplicates: 0)
    /// What real files look like: three rows in a hundred odd, two unusable, five twice.
    public static let asSeen = Dirt(keptPerMille: 30, rejectedPerMille: 20, duplicates: 5)
  }

  /// What everything follows from.
  public let seed: UInt64
  /// The number of pages, duplicates not counted.
  public let count: Int
  /// The first day of discharge.
  public let from: PlainDate
  /// The last day of discharge.
  public let through: PlainDate
  /// The hospital.
  public let hospital: Hospital
  /// What is wrong with the files.
  public let dirt: Dirt
  /// The hospital's departments.
  public let departments: [SyntheticDepartment]

  private let shareTotal: Int

  /// Discharges of a range of days; a last day before the first is taken as the first.
  /// - Parameter shares: how many of the discharges each department has, in any unit, where the hospital is of another kind than a
  ///   general one; a department that isn't named has none.
  public init(
    seed: UInt64, count: Int, from: PlainDate, through: PlainDate, hospital: Hospital, dirt: Dirt = .none,
    shares: [String: Int]? = nil
  ) {
    self.seed = seed
    self.count = max(0, count)
    self.from = from
    self.through = max(from, through)
    self.hospital = hospital
    self.dirt = dirt
    let general = SyntheticDepartment.all(seed: seed)
    let chosen = shares.map { shares in general.compactMap { $0.withShare(shares[$0.name] ?? 0) } } ?? general
    departments = chosen.isEmpty ? general : chosen
    shareTotal = departments.reduce(0) { $0 + $1.share }
  }

  /// Discharges of a month; nil when there is no such month.
  public init?(seed: UInt64, count: Int, year: Int, month: Int, hospital: Hospital, dirt: Dirt = .none) {
    guard let first = PlainDate(year: year, month: month, day: 1),
      let last = PlainDate(year: year, month: month, day: PlainDate.length(ofMonth: month, year: year))
    else { return nil }
    self.init(seed: seed, count: count, from: first, through: last, hospital: hospital, dirt: dirt)
  }

  /// The file as chunks of about that many bytes; HQMS in UTF-8 with a byte order mark.
  public func file(
    dialect: FrontPageDialect, encoding: FileEncoding = .utf8, chunkSize: Int = 1 << 20
  ) -> SyntheticFile {
    SyntheticFile(self, dialect: dialect, encoding: encoding, chunkSize: chunkSize)
  }

  /// The page at an index from 0, without any other being made.
  ///
  /// One in sixteen is the return of an earlier patient (of the page eleven before), if the dates leave room for it.
  public func page(at index: Int) -> FrontPage {
    if index % 16 == 15, let again = readmission(of: index - 11, at: index) { return again }
    return firstPage(at: index)
  }

  func department(_ random: inout SplitMix64) -> SyntheticDepartment {
    var point = random.pick(0...shareTotal - 1)
    for department in departments {
      point -= department.share
      if point < 0 { return department }
    }
    return departments[0]
  }

  private func readmission(of earlier: Int, at index: Int) -> FrontPage? {
    var page = firstPage(at: earlier)
    var random = SplitMix64(seed, 3, UInt64(index))
    let earliest = page.discharged.date.daysSince1970 + 1
    guard page.wayOfLeaving != .died, earliest + 4 <= through.daysSince1970 else { return nil }
    let discharged = random.pick(max(earliest + 4, from.daysSince1970)...through.daysSince1970)
    let admitted = random.pick(earliest...min(discharged - 1, earliest + 25))
    guard let admittedDate = PlainDate(daysSince1970: admitted), let date = PlainDate(daysSince1970: discharged) else {
      return nil
    }
    page.stayNumber += 1
    page.admitted = moment(admittedDate, 8...17, &random)
    page.discharged = moment(date, 8...17, &random)
    page.operations = []
    page.wayOfLeaving = .home
    page.rowNumber = index + 1
    return page
  }

  func moment(_ date: PlainDate, _ hours: ClosedRange<Int>, _ random: inout SplitMix64) -> PlainDateTime {
    PlainDateTime(date: date, hour: random.pick(hours), minute: random.pick(0...59), second: 0)
  }
}
