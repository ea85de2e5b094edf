public import JSONRPC

/// Which part of a list is wanted.
public struct PageRequest: Codable, Sendable, Described {
  /// How many items at most: 1 to 500.
  public var limit: Int?
  /// Where the last page ended.
  public var cursor: String?

  /// A page from the beginning, or behind a cursor.
  public init(limit: Int? = nil, cursor: String? = nil) {
    self.limit = limit
    self.cursor = cursor
  }

  /// What the fields mean.
  public static let descriptions = [
    "limit": "How many items at most, 1 to 500; 50 when left out",
    "cursor": "nextCursor of the page before; only with the same filter",
  ]

  /// The limit, checked.
  /// - Throws: `INVALID_PARAMS` outside 1 to 500.
  public func checkedLimit() throws(Failure) -> Int {
    let limit = limit ?? 50
    guard (1...500).contains(limit) else {
      throw Failure.violation(
        "page.limit", "range",
        LocalizedText(chinese: "每页条数须在 1 到 500 之间", english: "must be between 1 and 500; ask for a smaller page"))
    }
    return limit
  }
}

/// A part of a list, and where the next one begins.
public struct PageOf<Item: Codable & Sendable>: Codable, Sendable, Described {
  /// The items, in the list's order.
  public let items: [Item]
  /// Where the next page begins; absent on the last one.
  public let nextCursor: String?

  /// Items, and where the next page begins if there is one.
  public init(items: [Item], nextCursor: String?) {
    self.items = items
    self.nextCursor = nextCursor
  }

  /// What the fields mean.
  public static var descriptions: [String: String] {
    ["items": "The items of this page", "nextCursor": "Ask for the next page with it; absent on the last page"]
  }
}
