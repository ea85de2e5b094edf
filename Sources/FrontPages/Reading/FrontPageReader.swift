/// Reads a file of front pages in constant memory: push its parts in order, then ``finish()``; each call answers with the
/// records that became complete.
///
/// A value without references: it may wait across suspensions between parts and cross threads. The encoding comes from
/// an ``EncodingDetector`` that has seen all parts.
///
///     var reader = FrontPageReader(encoding: detector.encoding, rules: ReadingRules(today: today))
///     for try await part in parts { for outcome in try reader.push(part) { … } }
///     for outcome in try reader.finish() { … }
public struct FrontPageReader: Sendable {
  private let encoding: FileEncoding
  private let rules: ReadingRules
  private var transcoder: UTF16Transcoder?
  private var head: [UInt8] = []
  private var hasBegun = false
  private var scanner = DelimitedScanner()
  private var records: RecordReader?
  private var rowNumber = 0
  /// Where the records of the last call stand, the first of them the row behind this one.
  private var places: [DelimitedScanner.Place] = []
  private var rowBeforePlaces = 0
  /// Why the first line was no header: a title may stand above it.
  private var firstMisreading: FrontPageFileError?
  private var linesAboveHeader = 0

  /// How many lines may stand above the header, such as the list's title and its day.
  private static let mostLinesAboveHeader = 4

  /// The header, once enough was pushed for it to be read.
  public var header: FrontPageHeader? { records?.map.header }

  /// A reader for a file in that encoding.
  public init(encoding: FileEncoding, rules: ReadingRules = ReadingRules()) {
    self.encoding = encoding
    self.rules = rules
    if encoding == .utf16LittleEndian || encoding == .utf16BigEndian {
      transcoder = UTF16Transcoder(bigEndian: encoding == .utf16BigEndian)
    }
  }

  /// Takes the next bytes, any number of them, and answers with the records completed by them. A part of 1 MiB holds some
  /// two thousand records. After an error the reader is of no use.
  public mutating func push(_ chunk: [UInt8]) throws(FrontPageFileError) -> [FrontPageOutcome] {
    if hasBegun {
      take(chunk)
    } else {
      head.append(contentsOf: chunk)
      guard head.count >= 64 else { return [] }
      try begin()
    }
    return try readRecords()
  }

  /// Tells that the file has ended, and answers with the last records.
  public mutating func finish() throws(FrontPageFileError) -> [FrontPageOutcome] {
    if !hasBegun { try begin() }
    if let rest = transcoder?.finish() { scanner.push(rest) }
    scanner.finish()
    let outcomes = try readRecords()
    guard records != nil else { throw firstMisreading ?? .empty }
    return outcomes
  }

  /// The values of a record as they stand in the file, without the reasons of an earlier rejection, of those that the last call to ``push(_:)`` or ``finish()`` answered with.
  public func cells(ofRow row: Int) -> [String] {
    let index = row - rowBeforePlaces - 1
    guard places.indices.contains(index) else { return [] }
    var reader = CellReader(encoding: encoding)
    var cells = scanner.fields(at: places[index]).map { reader.verbatim($0, in: scanner.buffer.span) }
    if let reasons = records?.map.reasonColumn, cells.indices.contains(reasons) { cells.remove(at: reasons) }
    return cells
  }

  private mutating func begin() throws(FrontPageFileError) {
    guard !head.isEmpty else { throw .empty }
    if let kind = FileSignature.kind(of: head, isUTF16: transcoder != nil) { throw .notText(kind) }
    hasBegun = true
    if transcoder != nil {
      take(Array(head.dropFirst(ByteOrderMark.encoding(of: head) == nil ? 0 : 2)))
    } else {
      take(Array(head.dropFirst(head.starts(with: ByteOrderMark.utf8) ? 3 : 0)))
    }
    head = []
  }

  private mutating func take(_ chunk: [UInt8]) {
    if transcoder != nil {
      scanner.push(transcoder?.push(chunk) ?? [])
    } else {
      scanner.push(chunk)
    }
  }

  private mutating func readRecords() throws(FrontPageFileError) -> [FrontPageOutcome] {
    places.removeAll(keepingCapacity: true)
    rowBeforePlaces = rowNumber
    if records == nil {
      guard try readHeader() else { return [] }
    }
    var outcomes: [FrontPageOutcome] = []
    while try scanner.next() {
      if isBlankRecord { continue }
      guard var reader = records.take() else { break }
      let fits = reader.fits(scanner.fields, in: scanner.buffer.span)
      if scanner.innerLines > 0, reader.hasSwallowedLines(scanner.fieldCountsOfLines(), fits: fits) {
        records = reader
        scanner.rereadFirstLineLiterally()
        continue
      }
      rowNumber += 1
      places.append(scanner.place)
      let place = RecordReader.Place(rowNumber: rowNumber, lineNumber: scanner.recordLine)
      outcomes.append(
        fits
          ? reader.read(scanner.fields, in: scanner.buffer.span, at: place)
          : .rejected(reader.misfit(scanner.fields, in: scanner.buffer.span, at: place)))
      records = reader
    }
    return outcomes
  }

  /// Whether the header was complete.
  private mutating func readHeader() throws(FrontPageFileError) -> Bool {
    while records == nil {
      guard scanner.chooseSeparator(), try scanner.next() else { return false }
      if isBlankRecord { continue }
      var cells = CellReader(encoding: encoding)
      let names = scanner.fields.map { field in
        switch cells.read(field, in: scanner.buffer.span) {
        case .blank: ""
        case .text(let text): text
        case .undecodable, .tooLong: "?"
        }
      }
      do throws(FrontPageFileError) {
        let map = try ColumnMap(names: names, separator: scanner.separator)
        records = RecordReader(map: map, fieldCount: names.count, encoding: encoding, rules: rules)
      } catch {
        let first = firstMisreading ?? error
        guard case .headerNotRecognised = error, linesAboveHeader < Self.mostLinesAboveHeader else { throw first }
        firstMisreading = first
        linesAboveHeader += 1
      }
    }
    return true
  }

  /// Whether the record is an empty line, one of separators only, or the end mark 1A of old systems.
  private var isBlankRecord: Bool {
    let bytes = scanner.buffer.span
    return scanner.fields.allSatisfy { field in
      (field.start..<field.end).allSatisfy { bytes[$0] <= 0x20 }
    }
  }
}

/// What became of a record.
public enum FrontPageOutcome: Sendable, Hashable {
  /// A stay.
  case page(FrontPage)
  /// A record that can't be used, and why.
  case rejected(FrontPageRejection)
}

/// What reading depends on beside the file.
public struct ReadingRules: Sendable, Hashable {
  /// The hospital's today: a later discharge is rejected. Nil checks none.
  public var today: PlainDate?
  /// Whether this exporter swaps admission routes 1 emergency and 2 outpatient, as one is known to.
  public var swapsEmergencyAndOutpatient: Bool

  /// Rules; without arguments nothing is checked against the calendar and codes mean what the standard says.
  public init(today: PlainDate? = nil, swapsEmergencyAndOutpatient: Bool = false) {
    self.today = today
    self.swapsEmergencyAndOutpatient = swapsEmergencyAndOutpatient
  }
}
