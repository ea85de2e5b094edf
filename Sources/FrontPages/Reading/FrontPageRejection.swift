/// A record that became no stay, with everything that is wrong with it.
public struct FrontPageRejection: Sendable, Hashable {
  /// The physical record in the file; the header is 0.
  public var rowNumber: Int
  /// The line on which the record begins; the header's first line is 1.
  public var lineNumber: Int
  /// The record number, when it could be read: with it the hospital finds the page.
  public var recordNumber: String?
  /// What is wrong; never empty.
  public var problems: [FrontPageProblem]

  /// A rejected record.
  public init(rowNumber: Int, lineNumber: Int, recordNumber: String?, problems: [FrontPageProblem]) {
    self.rowNumber = rowNumber
    self.lineNumber = lineNumber
    self.recordNumber = recordNumber
    self.problems = problems
  }
}

/// One thing that makes a record unusable.
public struct FrontPageProblem: Sendable, Hashable {
  /// The field it is about.
  public var field: FrontPageField
  /// The column's name in the file, when it has one.
  public var column: String?
  /// The rule broken.
  public var rule: RejectionRule
  /// The offending value as the report may show it: personal fields masked, at most 64 characters; nil when blank.
  public var value: String?

  /// A problem.
  public init(field: FrontPageField, column: String?, rule: RejectionRule, value: String?) {
    self.field = field
    self.column = column
    self.rule = rule
    self.value = value
  }

  /// What is wrong and what to do, for hospital staff.
  public var chinese: String { rule.chinese(field: field, value: value) }
  /// What is wrong and what to do, in English.
  public var english: String { rule.english(field: field, value: value) }
}

/// Something that was kept but should be remarked on: the stay is imported all the same.
public struct FrontPageNote: Sendable, Hashable {
  /// The field it is about.
  public var field: FrontPageField
  /// What was noticed.
  public var rule: NoteRule
  /// The value as the report may show it: personal fields masked; nil when blank.
  public var value: String?

  /// A note.
  public init(field: FrontPageField, rule: NoteRule, value: String?) {
    self.field = field
    self.rule = rule
    self.value = value
  }

  /// What was noticed, for hospital staff.
  public var chinese: String { rule.chinese(field: field, value: value) }
  /// What was noticed, in English.
  public var english: String { rule.english(field: field, value: value) }
}
