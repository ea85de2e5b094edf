/// A chunk's rows cut into slices that all cores work at, so that reading, sealing and indexing take what the machine has. The rows are
/// a chunk's, so memory stays bounded by it.
struct Slices<Element: Sendable>: Sendable {
  private let slices: [ArraySlice<Element>]

  /// Small enough that no core is left with the last long one, large enough that handing out costs nothing.
  private static var length: Int { 128 }

  init(of rows: [Element]) {
    slices = stride(from: 0, to: rows.count, by: Self.length).map { start in
      rows[start..<min(start + Self.length, rows.count)]
    }
  }

  /// What becomes of each slice, in the rows' order.
  func map<Result: Sendable>(_ body: @escaping @Sendable (ArraySlice<Element>) -> Result) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      for (place, slice) in slices.enumerated() {
        group.addTask { (place, body(slice)) }
      }
      var results: [Result?] = Array(repeating: nil, count: slices.count)
      for await (place, result) in group { results[place] = result }
      return results.compactMap(\.self)
    }
  }
}
