/// A generated file as chunks of bytes, to be pulled one after the other: memory stays that of one chunk.
public struct SyntheticFile: Sequence, IteratorProtocol, Sendable {
  /// What has been written so far: the whole file when ``next()`` has answered nil.
  public private(set) var summary = SyntheticSummary()

  private let discharges: SyntheticDischarges
  private let writer: FrontPageWriter
  private let chunkSize: Int
  private var index = 0
  private var duplicates = 0
  private var hasHeader = false

  init(_ discharges: SyntheticDischarges, dialect: FrontPageDialect, encoding: FileEncoding, chunkSize: Int) {
    self.discharges = discharges
    self.chunkSize = Swift.max(1, chunkSize)
    writer = FrontPageWriter(
      dialect: dialect, encoding: encoding, byteOrderMark: [.hqmsP, .hqmsABCD, .dailyList].contains(dialect))
  }

  /// The next bytes, whole rows; nil at the end.
  public mutating func next() -> [UInt8]? {
    guard !hasHeader || index < discharges.count else { return nil }
    var chunk: [UInt8] = []
    chunk.reserveCapacity(chunkSize + 4096)
    if !hasHeader {
      chunk += writer.header()
      hasHeader = true
    }
    while index < discharges.count, chunk.count < chunkSize {
      appendRow(to: &chunk)
      index += 1
      appendDuplicates(to: &chunk)
    }
    return chunk
  }

  private mutating func appendRow(to chunk: inout [UInt8]) {
    let page = discharges.page(at: index)
    let dirt = discharges.dirtKind(at: index, page)
    writer.append(page, dirt: dirt, to: &chunk)
    summary.rows += 1
    if let rule = dirt?.rule {
      summary.rejected[rule, default: 0] += 1
    } else {
      summary.count(page, dirt)
    }
  }

  /// Spreads the rows that stand twice over the file; each repeats one of the latest that became a stay.
  private mutating func appendDuplicates(to chunk: inout [UInt8]) {
    let due = index * Swift.max(0, discharges.dirt.duplicates) / Swift.max(1, discharges.count)
    while duplicates < due {
      duplicates += 1
      for earlier in stride(from: index - 1, through: 0, by: -1) {
        let page = discharges.page(at: earlier)
        let dirt = discharges.dirtKind(at: earlier, page)
        guard dirt?.rule == nil else { continue }
        writer.append(page, dirt: dirt, to: &chunk)
        summary.rows += 1
        summary.duplicates += 1
        break
      }
    }
  }
}

/// How many of what a generated file holds, to compare with what a reader found.
public struct SyntheticSummary: Sendable, Hashable {
  /// Rows below the header.
  public var rows = 0
  /// Different stays.
  public var stays = 0
  /// Rows that repeat a stay.
  public var duplicates = 0
  /// Rows that can't become a stay, by the rule that rejects them.
  public var rejected: [RejectionRule: Int] = [:]
  /// Stays that ended with death.
  public var died = 0
  /// Stays without any number.
  public var withoutNumber = 0
  /// Stays whose own number a spreadsheet destroyed.
  public var lostPhones = 0

  /// Nothing yet.
  public init() {}

  /// Rows that can't become a stay.
  public var rejectedRows: Int { rejected.values.reduce(0, +) }

  mutating func count(_ page: FrontPage, _ dirt: DirtKind?) {
    stays += 1
    if page.wayOfLeaving == .died { died += 1 }
    if page.hasNoNumber { withoutNumber += 1 }
    if dirt == .phoneScientific { lostPhones += 1 }
  }
}

extension SyntheticDischarges {
  /// The dirt of a row, which follows from the seed as the page does.
  func dirtKind(at index: Int, _ page: FrontPage) -> DirtKind? {
    var random = SplitMix64(seed, 4, UInt64(index))
    if random.happens(dirt.rejectedPerMille) { return random.pick(DirtKind.rejected) }
    guard random.happens(dirt.keptPerMille) else { return nil }
    let kind = random.pick(DirtKind.kept)
    let needsMobile = kind == .phoneScientific || kind == .phoneFraction
    return needsMobile && !page.phone.isMobile ? .identityDash : kind
  }
}
