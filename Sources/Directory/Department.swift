import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// What a department does.
enum DepartmentKind: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case clinical, functional
}

/// A department of a hospital.
struct Department: Codable, Sendable, Described {
  let id: UUID
  let name: String
  let kind: DepartmentKind
  let isFollowUpCentre: Bool
  let confirmed: Bool

  static let descriptions = [
    "id": "The department's identifier",
    "name": "Its name, unique in the hospital",
    "kind": "clinical or functional",
    "isFollowUpCentre": "Whether it is the hospital's follow-up centre 回访中心, on whose worklist centre rounds stand",
    "confirmed": "False for a department that an import met and no administrator has confirmed",
  ]

  static let sample = Department(
    id: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3)), name: "心血管内科", kind: .clinical,
    isFollowUpCentre: false, confirmed: true)
}
