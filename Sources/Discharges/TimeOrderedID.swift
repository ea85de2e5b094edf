import FoundationEssentials
public import SQL
import Vault

/// Ids of rows that a statement makes by the thousand: of version 7 like the service's own, all of one millisecond. A b-tree takes them at its end
/// instead of everywhere, so that a checkpoint has some pages of it to write and not all.
public enum TimeOrderedID {
  /// An expression that gives another id for each row.
  public static var each: SQL {
    let beginning = String(UUID.version7().uuidString.lowercased().prefix(15))
    return "(\(beginning)::text || substr(gen_random_uuid()::text, 16))::uuid"
  }
}
