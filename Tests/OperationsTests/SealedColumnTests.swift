import Operations
import Postgres
import SQL
import Server
import TestSupport
import Testing
import Vault

@Suite("Sealed columns")
struct SealedColumnTests {
  private var declared: [String] { Composition.data.sealed.map(\.context.name) }

  /// Bytes that are not sealed values of a column: what is searched or compared by, and what opens otherwise.
  private static let others = [
    "_index", "_hash", "sha256", ".fingerprint", "salt", ".leaf", ".wrapped", ".chain",
    // On its way into audit.detail within one transaction, and what commits to it.
    "audit.open.detail", "audit.open.detail_commitment",
    // Parts of an archive, under its own passphrase.
    "handover.export_part.encrypted",
    // A secret that takes the place of the account's, sealed for it.
    "identity.account.pending_totp_secret",
    // What a patient or contact was before, sealed for the column that it came from.
    "discharges.patient_history.name", "discharges.patient_history.identity_number",
    "discharges.patient_history.address", "discharges.contact_history.name",
  ]

  @Test("No two columns have one name: a value moved to another column doesn't open")
  func unique() {
    #expect(Set(declared).count == declared.count)
  }

  @Test(
    "Every column of bytes is declared by its feature or known to be none that is sealed, and none is declared that isn't there"
  )
  func complete() async throws {
    try await TestRegion.run { region in
      let rows = try await region.owner.pipelined([
        """
        select n.nspname || '.' || c.relname || '.' || a.attname
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relkind in ('r', 'p') and not c.relispartition and a.atttypid = 'bytea'::regtype
            and n.nspname not in ('pg_catalog', 'information_schema')
        """
      ])
      let columns = try rows[0].decode(String.self)
      let unknown = columns.filter { column in
        !declared.contains(column) && !Self.others.contains { column.hasSuffix($0) }
      }
      #expect(unknown.isEmpty, "\(unknown.sorted())")
      #expect(Set(declared).subtracting(columns).isEmpty)
    }
  }
}
