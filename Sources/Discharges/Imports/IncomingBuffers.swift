import Operations
import Postgres

/// A chunk's new and changed rows as COPY takes them: personal fields sealed, blind indexes computed, JSON written.
struct IncomingBuffers: Sendable {
  private(set) var rows: [CopyRows] = []
  private(set) var contacts: [CopyRows] = []

  /// About what a front page and its numbers take.
  private static let bytesOfRow = 1200
  private static let bytesOfContacts = 500

  init(_ chunk: ChunkRows, _ sealer: Sealer) async {
    for (rows, isNew) in [(chunk.new, true), (chunk.changed, false)] {
      for (pages, numbers) in await Slices(of: rows).map({ Self.finished($0, isNew: isNew, sealer) }) {
        self.rows.append(pages)
        contacts.append(numbers)
      }
    }
  }

  private static func finished(
    _ slice: ArraySlice<ChunkRow>, isNew: Bool, _ sealer: Sealer
  ) -> (rows: CopyRows, contacts: CopyRows) {
    var rows = CopyRows(capacity: slice.count * bytesOfRow)
    var contacts = CopyRows(capacity: slice.count * bytesOfContacts)
    for row in slice {
      IncomingRow(row, isNew: isNew, sealer).append(to: &rows)
      for contact in IncomingContact.all(of: row.page, sealer) { contact.append(to: &contacts) }
    }
    return (rows, contacts)
  }
}
