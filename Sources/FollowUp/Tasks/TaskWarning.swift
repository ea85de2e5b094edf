import Discharges
import JSONRPC

/// What a caller must heed before anything is said.
enum TaskWarning: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  /// It isn't recorded that the patient knows the diagnosis: it is never told, to nobody.
  case diagnosisNotToBeTold
  /// A minor, or psychiatry: the guardian is called first. There may be none among the numbers.
  case guardianFirst, guardianMissing
  /// The child of the mother who is called has died: gently, and not a word of the child first.
  case childDied
  /// The mother of the child who is followed up has died: the number may be hers.
  case motherDied

  static func all(
    knowledge: DiagnosisKnowledge, needsGuardian: Bool, childDied: Bool, motherDied: Bool, _ contacts: [ContactView]
  ) -> [TaskWarning] {
    var warnings: [TaskWarning] = []
    if knowledge != .patient { warnings.append(.diagnosisNotToBeTold) }
    if needsGuardian { warnings.append(contacts.contains(where: \.isGuardian) ? .guardianFirst : .guardianMissing) }
    if childDied { warnings.append(.childDied) }
    if motherDied { warnings.append(.motherDied) }
    return warnings
  }
}
