import JSONRPC

/// An import's counts in one order: read, new, updated, unchanged, rejected.
func counts(_ state: JSONValue) -> [Int] {
  ["read", "new", "updated", "unchanged", "rejected"].compactMap { state[$0]?.integer }
}
