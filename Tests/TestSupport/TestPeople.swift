public import FoundationEssentials
public import Operations
public import Vault

/// The hospitals of the test region.
public enum TestHospital: String, Sendable, CaseIterable {
  /// A general hospital that follows up by its wards and its centre (pack P5).
  case general = "49557184-0"
  /// A maternity hospital that follows up by its centre (pack P1).
  case maternity = "49557185-9"

  /// Its name.
  public var name: String { self == .general ? "泗河市第一人民医院" : "泗河市妇幼保健院" }
  /// The department of its ward roles, and another one.
  public var departments: [String] { self == .general ? ["心血管内科", "骨科"] : ["产科", "儿科"] }
}

/// Somebody of the test region.
public struct TestPerson: Sendable, Hashable {
  /// The role.
  public let role: Role
  /// The hospital; nil for the platform and the bureau.
  public let hospital: TestHospital?
  /// Which of the hospital's departments a ward role belongs to: 0 or 1.
  public let department: Int

  /// Somebody of a hospital.
  public static func of(_ hospital: TestHospital, _ role: Role, department: Int = 0) -> TestPerson {
    TestPerson(role: role, hospital: hospital, department: department)
  }

  /// The platform's administrator.
  public static let platform = TestPerson(role: .platformAdministrator, hospital: nil, department: 0)
  /// The bureau's supervisor.
  public static let bureau = TestPerson(role: .bureauSupervisor, hospital: nil, department: 0)
  /// The general hospital's nurse of its first department.
  public static let nurse = of(.general, .wardNurse)
  /// The general hospital's manager of the follow-up centre.
  public static let manager = of(.general, .centreManager)

  /// Everybody.
  public static var all: [TestPerson] {
    [.platform, .bureau]
      + TestHospital.allCases.flatMap { hospital in
        Role.allCases.filter { $0.organizationKind == .hospital }.map { of(hospital, $0) }
          + [of(hospital, .wardNurse, department: 1)]
      }
  }

  /// The part of the user name before the @.
  public var localName: String { "\(role.rawValue.lowercased())\(department)" }
}

/// What the template's region knows of its people.
public struct TestPeople: Sendable {
  /// The master key of the region.
  public let master: MasterKey
  /// A session of everybody.
  public var tokens: [TestPerson: BearerToken] = [:]
  /// User names, passwords and one-time secrets.
  public var accounts: [TestPerson: (username: String, password: String, totp: String?)] = [:]
  /// The departments by hospital and place.
  public var departments: [TestHospital: [UUID]] = [:]
}
