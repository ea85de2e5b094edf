import JSONRPC

@testable import Discharges

/// An import's counts in one order: read, new, updated, unchanged, rejected.
func counts(_ state: JSONValue) -> [Int] {
  ["read", "new", "updated", "unchanged", "rejected"].compactMap { state[$0]?.integer }
}

/// The same of an import as the method gives it.
func counts(_ state: ReadImport.Output) -> [Int] {
  [state.read, state.new, state.updated, state.unchanged, state.rejected]
}
